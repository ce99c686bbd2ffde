//! Values that hooks of one transaction hand each other.

use std::{any::Any, collections::HashMap, fmt};

/// Named values of any type, kept for one transaction.
#[derive(Default)]
pub struct Stash(HashMap<String, Box<dyn Any + Send + Sync>>);

impl Stash {
    /// Keeps a value and drops the one that had this name.
    pub fn set<T: Any + Send + Sync>(&mut self, name: impl Into<String>, value: T) {
        self.0.insert(name.into(), Box::new(value));
    }

    /// The value of that name, if it is of that type.
    pub fn get<T: Any>(&self, name: &str) -> Option<&T> {
        self.0.get(name).and_then(|value| value.downcast_ref())
    }

    /// The value of that name to change, if it is of that type.
    pub fn get_mut<T: Any>(&mut self, name: &str) -> Option<&mut T> {
        self.0.get_mut(name).and_then(|value| value.downcast_mut())
    }
}

impl fmt::Debug for Stash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}
