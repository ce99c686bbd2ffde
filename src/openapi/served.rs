//! The document of this very program, made once and kept.

use std::sync::LazyLock;

use serde_json::Value;

use super::{Completed, ExampleFiles, complete};

struct Served {
    completed: Completed,
    json: String,
    yaml: String,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| {
    let mut completed = complete(&crate::routes::service().spec(), &ExampleFiles::embedded());
    let json = format!("{:#}\n", completed.document);
    let yaml = serde_saphyr::to_string(&completed.document).unwrap_or_else(|error| {
        completed.defects.push(format!("the document cannot be written as YAML: {error}"));
        json.clone()
    });
    Served { completed, json, yaml }
});

/// The completed document.
pub fn document() -> Value {
    SERVED.completed.document.clone()
}

/// The completed document as JSON text, as `openapi/openapi.json` holds it.
pub fn json() -> &'static str {
    &SERVED.json
}

/// The completed document as YAML text.
pub fn yaml() -> &'static str {
    &SERVED.yaml
}

/// Examples whose answer the recorder has not written yet. Empty, or a test fails.
pub fn unrecorded() -> &'static [String] {
    &SERVED.completed.unrecorded
}

/// What is wrong with the endpoint definitions or the example files. Empty, or a test fails.
pub fn defects() -> &'static [String] {
    &SERVED.completed.defects
}
