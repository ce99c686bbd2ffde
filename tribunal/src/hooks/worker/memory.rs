//! What a handler knows of a transaction.
//!
//! The handler's picture is richer than ours: hooks add members of their own and expect to see them again. So it is
//! kept as the handler left it, and only what the engine has changed since is written over it.

use serde_json::{Map, Value};

use super::pool::Lease;

/// A transaction as the protocol has it.
pub(super) type Wire = Map<String, Value>;

/// The handler's picture of one transaction.
#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    rendered: Wire,
    pub(super) current: Wire,
}

impl Memory {
    /// What a handler has made of a transaction that is now rendered so.
    pub(super) fn new(rendered: Wire, current: Wire) -> Self {
        Self { rendered, current }
    }

    /// Takes over what the engine has changed.
    pub(super) fn refresh(&mut self, rendered: Wire) {
        for (key, value) in &rendered {
            if self.rendered.get(key) != Some(value) {
                self.current.insert(key.clone(), value.clone());
            }
        }
        self.rendered = rendered;
    }

    /// Takes over a reply: each of its members, as a whole; what it does not have stays.
    pub(super) fn merge(&mut self, reply: Wire) {
        self.current.extend(reply);
    }

    /// The engine now has what the handler asked for, so this rendering is no change of the engine's.
    pub(super) fn settle(&mut self, rendered: Wire) {
        self.rendered = rendered;
    }
}

/// A transaction on its way through a handler.
#[derive(Debug)]
pub(crate) struct Wired {
    pub(super) lease: Lease,
    pub(super) memory: Memory,
    /// Milliseconds since 1970.
    pub(super) started: u64,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn wire(value: &Value) -> Wire {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn what_a_hook_added_stays_until_the_engine_changes_that_member() {
        let first = wire(&json!({"request": {"uri": "/a"}, "skip": false}));
        let mut memory = Memory::new(first.clone(), first.clone());
        memory.merge(wire(&json!({"request": {"uri": "/a", "mine": 1}, "extra": [2]})));
        memory.refresh(first.clone());
        assert_eq!(
            Value::from(memory.current.clone()),
            json!({"request": {"uri": "/a", "mine": 1}, "skip": false, "extra": [2]})
        );
        let mut next = first;
        next.insert("request".to_owned(), json!({"uri": "/b"}));
        memory.refresh(next);
        assert_eq!(memory.current["request"], json!({"uri": "/b"}));
    }
}
