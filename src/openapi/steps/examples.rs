//! Places every case of `openapi/examples/` where the document has a place for it:
//! parameter values, the request body, the answer's headers and body, paired by name.
//!
//! `x-actor` says who sends. `x-volatile` on an answer lists the JSON pointers of what
//! differs from one run to the next. A request that provokes a 400 by breaking a schema
//! stands as `x-invalid-value`, because a `value` has to meet its schema (`OpenAPI` 3.0.3
//! section 4.7.19).

use serde_json::{Map, Value, json};

use super::super::{
    complete::Context,
    example::{Example, ExampleRequest, ExampleResponse},
    operations::{self, Operation, object_at},
};
use crate::api::gate::Schemas;

pub(super) fn add(document: &mut Value, context: &mut Context<'_>) {
    for error in context.examples.errors() {
        context.defects.push(error.to_string());
    }
    let mut known = Vec::new();
    let schemas = match Schemas::of(document) {
        Ok(schemas) => schemas,
        Err(error) => return context.defect(format!("the shared schemas cannot be compiled: {error}")),
    };
    operations::for_each(document, |mut operation| {
        let id = operation.id();
        let files = context.examples;
        for example in files.iter().filter(|(name, _)| *name == id).flat_map(|(_, examples)| examples) {
            let placed = Placement { operation: &mut operation, example, schemas: &schemas }.place();
            if example.response.body.is_none() && operation.promises_content(example.response.status) {
                context.unrecorded.push(format!("{id}/{}/{}", example.response.status, example.name));
            }
            for problem in placed {
                context.defect(format!("openapi/examples/{id}.yaml: `{}`: {problem}", example.name));
            }
        }
        known.push(id);
    });
    for (operation, _) in context.examples.iter() {
        if !known.iter().any(|id| id == operation) {
            context.defects.push(format!(
                "openapi/examples/{operation}.yaml: the document has no operation `{operation}` (it has {})",
                known.join(", ")
            ));
        }
    }
}

struct Placement<'a, 'o> {
    operation: &'a mut Operation<'o>,
    example: &'a Example,
    schemas: &'a Schemas,
}

impl Placement<'_, '_> {
    /// Places one case and says what found no place.
    fn place(&mut self) -> Vec<String> {
        let ExampleRequest { path, query, headers, content_type, body } = &self.example.request;
        let mut problems = Vec::new();
        for (location, values) in [("path", path), ("query", query), ("header", headers)] {
            for (name, value) in values {
                problems.extend(self.parameter(location, name, value));
            }
        }
        if let Some(body) = body {
            problems.extend(self.request_body(content_type.as_deref(), body));
        }
        problems.extend(self.response());
        problems
    }

    fn parameter(&mut self, location: &str, name: &str, value: &Value) -> Option<String> {
        let parameters = self.operation.object.get_mut("parameters").and_then(Value::as_array_mut);
        let same = |parameter: &&mut Value| {
            let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
            let same_name =
                text("name") == name || location == "header" && text("name").eq_ignore_ascii_case(name);
            text("in") == location && same_name
        };
        let Some(parameter) = parameters.into_iter().flatten().find(same).and_then(Value::as_object_mut)
        else {
            return Some(format!("the operation has no {location} parameter `{name}`"));
        };
        let value = sent(self.example, self.schemas, parameter, value);
        object_at(parameter, "examples").insert(self.example.name.clone(), value);
        None
    }

    fn request_body(&mut self, content_type: Option<&str>, body: &Value) -> Option<String> {
        let content = self.operation.object.get_mut("requestBody").and_then(|body| body.get_mut("content"));
        match media_type(content, content_type) {
            Ok(media_type) => {
                let value = sent(self.example, self.schemas, media_type, body);
                object_at(media_type, "examples").insert(self.example.name.clone(), value);
                None
            }
            Err(problem) => Some(format!("request body: {problem}")),
        }
    }

    fn response(&mut self) -> Option<String> {
        let ExampleResponse { status, content_type, headers, body, volatile } = &self.example.response;
        let mut value = named(self.example, body.as_ref().unwrap_or(&Value::Null));
        if !volatile.is_empty() {
            value["x-volatile"] = json!(volatile);
        }
        let promised = self.operation.statuses();
        let response = self.operation.responses().get_mut(&status.to_string()).and_then(Value::as_object_mut);
        let Some(response) = response else {
            return Some(format!(
                "the operation does not document the status {status} (it has {promised:?})"
            ));
        };
        for (name, header) in headers {
            let promised = object_at(response, "headers");
            let Some(place) = promised.get_mut(name) else {
                return Some(format!("the answer {status} does not document the header `{name}`"));
            };
            inline(place, name);
            if let Some(place) = place.as_object_mut() {
                object_at(place, "examples").insert(self.example.name.clone(), json!({"value": header}));
            }
        }
        if !response.contains_key("content") && body.is_none() {
            if headers.is_empty() {
                name_headers(response, &self.example.name);
            }
            return None;
        }
        match media_type(response.get_mut("content"), content_type.as_deref()) {
            Ok(media_type) => {
                object_at(media_type, "examples").insert(self.example.name.clone(), value);
                None
            }
            Err(problem) => Some(format!("answer {status}: {problem}")),
        }
    }
}

/// An answer without a body is known by the examples of its headers, so one that is not recorded yet has empty ones:
/// else there would be nothing to record.
fn name_headers(response: &mut Map<String, Value>, name: &str) {
    for header in object_at(response, "headers").values_mut().filter_map(Value::as_object_mut) {
        if !header.contains_key("$ref") {
            object_at(header, "examples").insert(name.to_owned(), json!({"value": ""}));
        }
    }
}

/// An Example Object (`OpenAPI` 3.0.3 section 4.7.19).
fn named(example: &Example, value: &Value) -> Value {
    json!({
        "summary": example.summary,
        "x-actor": example.actor,
        "value": value,
    })
}

/// What a request sends to a parameter or in a body, beside the schema that it meets or breaks.
fn sent(example: &Example, schemas: &Schemas, place: &Map<String, Value>, value: &Value) -> Value {
    let mut named = named(example, value);
    let rules = place.get("schema").and_then(|schema| schemas.compile(schema).ok());
    if example.response.status == 400 && rules.is_some_and(|rules| !rules.errors("", value).is_empty()) {
        named["x-invalid-value"] = named["value"].take();
        if let Some(named) = named.as_object_mut() {
            named.shift_remove("value");
        }
    }
    named
}

/// The named media type of a `content`, or its only one.
fn media_type<'a>(
    content: Option<&'a mut Value>,
    name: Option<&str>,
) -> Result<&'a mut Map<String, Value>, String> {
    let Some(content) = content.and_then(Value::as_object_mut) else {
        return Err("the document has none".into());
    };
    let keys = content.keys().cloned().collect::<Vec<_>>();
    let key = match (name, keys.as_slice()) {
        (Some(name), _) => name.to_owned(),
        (None, [only]) => only.clone(),
        (None, _) => return Err(format!("say which content_type: {}", keys.join(", "))),
    };
    let found = content.get_mut(&key).and_then(Value::as_object_mut);
    found.ok_or_else(|| format!("the content_type `{key}` is not documented (there is {})", keys.join(", ")))
}

/// A header by reference becomes one of its own: an example beside a `$ref` is ignored.
fn inline(header: &mut Value, name: &str) {
    if header.get("$ref").is_some() {
        *header = super::headers::definition(name);
    }
}
