//! The two forms of the document: the one that is served, which is the committed file, and the one that the endpoint
//! definitions generate, which `make openapi` writes into that file. A test compares them.

use std::sync::LazyLock;

use serde_json::Value;

use super::{Completed, ExampleFiles, complete};

const COMMITTED: &str = include_str!("../../openapi/openapi.json");

/// The served document as JSON text.
pub fn json() -> &'static str {
    COMMITTED
}

/// The served document as YAML text, written when it is first requested.
pub fn yaml() -> &'static str {
    static YAML: LazyLock<String> = LazyLock::new(|| to_yaml(&document()));
    &YAML
}

/// The served document as a value, read anew by each call.
///
/// # Panics
///
/// When the committed file is not JSON: such a program cannot serve.
pub fn document() -> Value {
    read().unwrap_or_else(|error| panic!("openapi/openapi.json: {error}; run `make openapi`"))
}

/// The served document as a value, or why the committed file is none.
pub(crate) fn read() -> Result<Value, serde_json::Error> {
    serde_json::from_str(COMMITTED)
}

/// The document that the endpoint definitions and the example files generate, made once and kept.
pub fn generated() -> &'static Completed {
    static GENERATED: LazyLock<Completed> =
        LazyLock::new(|| complete(&crate::routes::service().spec(), &ExampleFiles::embedded()));
    &GENERATED
}

/// A document as `openapi/openapi.json` holds it.
pub fn to_json(document: &Value) -> String {
    format!("{document:#}\n")
}

/// A document as YAML text; as JSON, which is YAML too, where it cannot be written otherwise.
pub fn to_yaml(document: &Value) -> String {
    serde_saphyr::to_string(document).unwrap_or_else(|_| to_json(document))
}
