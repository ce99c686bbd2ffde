//! The names that hooks of a handler bind to, where they can be known.

use serde_json::Value;

use crate::hooks::{Pattern, Stage};

/// A hook of a handler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedHook {
    pub(crate) stage: Stage,
    pub(crate) pattern: Pattern,
    /// File and line: `hooks.py:12`.
    pub(crate) place: String,
}

/// What our own handler says that its hooks bind to.
pub(super) fn told(names: &Value) -> Vec<NamedHook> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let told = names.as_array().into_iter().flatten().filter_map(|hook| {
        let stage = match hook.get("stage").and_then(Value::as_str) {
            Some("before") => Stage::Before,
            Some("beforeValidation") => Stage::BeforeValidation,
            Some("after") => Stage::After,
            _ => return None,
        };
        let pattern = Pattern::new(text(hook, "name")?);
        Some(NamedHook { stage, pattern, place: text(hook, "place").unwrap_or_default() })
    });
    told.collect()
}
