//! Walks the operations of a document.

use serde_json::{Map, Value, json};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation of the document, to be completed.
pub(super) struct Operation<'a> {
    /// The path template.
    pub(super) path: &'a str,
    /// The method in lower case.
    pub(super) method: &'a str,
    /// The Operation Object (`OpenAPI` 3.0.3 section 4.7.10).
    pub(super) object: &'a mut Map<String, Value>,
}

impl Operation<'_> {
    /// `operationId`, else method and path.
    pub(super) fn id(&self) -> String {
        match self.object.get("operationId").and_then(Value::as_str) {
            Some(id) => id.to_owned(),
            None => format!("{} {}", self.method.to_uppercase(), self.path),
        }
    }

    /// Whether it looks at credentials.
    pub(super) fn reads_credentials(&self) -> bool {
        self.object.get("security").and_then(Value::as_array).is_some_and(|schemes| !schemes.is_empty())
    }

    /// Whether it asks for credentials: an empty requirement among the alternatives makes them
    /// optional (`OpenAPI` 3.0.3 section 4.7.30).
    pub(super) fn is_secured(&self) -> bool {
        let schemes = self.object.get("security").and_then(Value::as_array);
        self.reads_credentials() && schemes.into_iter().flatten().all(|scheme| scheme != &json!({}))
    }

    /// Whether it takes a body.
    pub(super) fn has_body(&self) -> bool {
        self.object.contains_key("requestBody")
    }

    /// The media types of the body that it takes.
    pub(super) fn body_types(&self) -> Vec<String> {
        let content = self.object.get("requestBody").and_then(|body| body.get("content"));
        content.and_then(Value::as_object).into_iter().flat_map(Map::keys).cloned().collect()
    }

    /// Whether a request can break its schemas: there is a body, or a parameter that is more than any text.
    pub(super) fn can_be_invalid(&self) -> bool {
        let parameters = self.object.get("parameters").and_then(Value::as_array);
        self.has_body() || parameters.into_iter().flatten().any(|parameter| !is_any_text(parameter))
    }

    /// The Responses Object, which poem-openapi always writes.
    pub(super) fn responses(&mut self) -> &mut Map<String, Value> {
        object_at(self.object, "responses")
    }

    /// Whether an answer of that status has a body.
    pub(super) fn promises_content(&self, status: u16) -> bool {
        let response = self.object.get("responses").and_then(|responses| responses.get(status.to_string()));
        response.is_some_and(|response| response.get("content").is_some())
    }

    /// The responses with their status, `default` and ranges left out.
    pub(super) fn statuses(&self) -> Vec<u16> {
        let responses = self.object.get("responses").and_then(Value::as_object);
        responses.into_iter().flat_map(Map::keys).filter_map(|status| status.parse().ok()).collect()
    }
}

/// Calls `visit` for every operation in the order of the document.
pub(super) fn for_each(document: &mut Value, mut visit: impl FnMut(Operation<'_>)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str())
                && let Some(object) = operation.as_object_mut()
            {
                visit(Operation { path, method, object });
            }
        }
    }
}

/// The object under a key; made where nothing stands yet, or something that is no object.
pub(super) fn object_at<'a>(parent: &'a mut Map<String, Value>, key: &str) -> &'a mut Map<String, Value> {
    let slot = parent.entry(key).or_insert_with(|| json!({}));
    if !slot.is_object() {
        *slot = json!({});
    }
    match slot {
        Value::Object(object) => object,
        _ => unreachable!("just made an object"),
    }
}

/// A segment of the path without a constraint: nothing that arrives there is invalid.
fn is_any_text(parameter: &Value) -> bool {
    let of_path = parameter.get("in").is_some_and(|place| place == "path");
    of_path && parameter.get("schema") == Some(&json!({"type": "string"}))
}
