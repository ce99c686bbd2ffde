//! Media types without parameters: poem-openapi writes `application/json;
//! charset=utf-8`, but JSON defines no charset (RFC 8259 section 11) and the key of a
//! Media Type Object is the type that generated clients compare with.

use serde_json::{Map, Value};

use super::super::{complete::Context, operations};

pub(super) fn shorten(document: &mut Value, _: &mut Context<'_>) {
    operations::for_each(document, |mut operation| {
        if let Some(body) = operation.object.get_mut("requestBody") {
            shorten_keys(body);
        }
        for (_, response) in operation.responses().iter_mut() {
            shorten_keys(response);
        }
    });
}

fn shorten_keys(message: &mut Value) {
    if let Some(content) = message.get_mut("content").and_then(Value::as_object_mut) {
        *content = std::mem::take(content)
            .into_iter()
            .map(|(key, value)| (essence(&key), value))
            .collect::<Map<_, _>>();
    }
}

fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
