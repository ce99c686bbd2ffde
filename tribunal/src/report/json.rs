//! The report for programs.

use serde_json::{Value, json};

use crate::{document::Document, result::RunResult};

/// The whole run as one JSON object.
pub fn render(document: &Document, run: &RunResult) -> Value {
    json!({"document": document.file_name(), "passed": run.summary().passed})
}
