//! What the API is, its licence and its server. The server is relative: the document is right wherever it is
//! served from, and "Try it out" calls the server that showed the page.

use serde_json::{Value, json};

use super::super::complete::Context;

const DESCRIPTION: &str = include_str!("../description.md");

pub(super) fn add(document: &mut Value, context: &mut Context<'_>) {
    let Some(root) = document.as_object_mut() else {
        context.defect("the generated document is no object");
        return;
    };
    if let Some(info) = root.get_mut("info").and_then(Value::as_object_mut) {
        info.insert("description".into(), json!(DESCRIPTION));
        info.insert(
            "license".into(),
            json!({
                "name": "MIT OR Apache-2.0",
                "url": "https://spdx.org/licenses/Apache-2.0.html",
            }),
        );
    }
    root.insert("openapi".into(), json!("3.0.3"));
    root.insert(
        "servers".into(),
        json!([{"url": "/", "description": "The server that serves this document."}]),
    );
}
