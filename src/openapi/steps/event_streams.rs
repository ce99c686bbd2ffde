//! Streams of server-sent events. poem-openapi describes one as an array of its events, but on the wire it is a text
//! (HTML, section "Server-sent events"), and a schema is about what comes over the wire. What each event's `data`
//! holds is said in words.

use serde_json::{Value, json};

use super::super::{complete::Context, operations};

pub(super) fn describe(document: &mut Value, _: &mut Context<'_>) {
    operations::for_each(document, |mut operation| {
        for (_, response) in operation.responses().iter_mut() {
            let Some(schema) = response.pointer_mut("/content/text~1event-stream/schema") else { continue };
            let event = schema.pointer("/items/$ref").and_then(Value::as_str);
            let event = event.and_then(|reference| reference.rsplit('/').next()).unwrap_or("value");
            let description = format!("Events; the `data` of each is a {event} as JSON.");
            *schema = json!({"type": "string", "description": description});
        }
    });
}
