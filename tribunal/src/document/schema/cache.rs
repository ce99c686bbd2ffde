//! Compiled schemas by place and direction. Compiled once, at first use, by whoever comes first.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use super::{Direction, Validator, closure};
use crate::document::{Document, DocumentError, Pointer};

type Slot = Arc<OnceLock<Result<Arc<Validator>, DocumentError>>>;

/// The cache of one document.
#[derive(Default)]
pub(in crate::document) struct Validators(Mutex<HashMap<(Pointer, Direction), Slot>>);

impl std::fmt::Debug for Validators {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Validators")
    }
}

impl Validators {
    pub(in crate::document) fn get(
        &self,
        document: &Document,
        schema: &Pointer,
        direction: Direction,
    ) -> Result<Arc<Validator>, DocumentError> {
        // Usages that only refer to a shared schema share its compiled form too.
        let schema = alias(document, schema);
        let slot = {
            let mut slots = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry((schema.clone(), direction)).or_default())
        };
        slot.get_or_init(|| closure::compile(document, &schema, direction).map(Arc::new)).clone()
    }
}

/// How often schemas that are nothing but a reference are passed over.
const MAX_ALIASES: usize = 64;

/// What a schema that is nothing but a `$ref` refers to, else the schema itself.
fn alias(document: &Document, schema: &Pointer) -> Pointer {
    let mut pointer = schema.clone();
    for _ in 0..MAX_ALIASES {
        let node = document.node(&pointer);
        let lone = node.filter(|node| node.value.as_object().is_some_and(|members| members.len() == 1));
        match lone.and_then(|node| document.hop(&node).ok().flatten()) {
            Some(target) => pointer = target.pointer,
            None => return pointer,
        }
    }
    schema.clone()
}
