//! An exchange to try checks on: one that keeps every promise, and ways to break it.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{Examples, Strictness, TransactionUnderCheck, all};
use crate::{
    document::{Document, Pointer},
    plan::{Actor, Expected, ExpectedBody, ExpectedHeader, OperationRef, Origin, SchemaRef, Transaction},
    result::Finding,
    transport::{Body, Headers, Request, Response},
};

const RESPONSE: &str = "/paths/~1pets/get/responses/200";

/// A document, what it promises and what came.
pub(crate) struct Specimen {
    document: Value,
    pub(crate) transaction: Transaction,
    pub(crate) response: Response,
    examples: Examples,
    strictness: Strictness,
}

/// The codes of the findings, in order.
pub(crate) fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.check).collect()
}

impl Specimen {
    /// `GET /pets` that answers as documented.
    pub(crate) fn pets() -> Self {
        let body = json!({"pets": [{"id": 1, "name": "Rex"}], "total": 1});
        let document = json!({
            "openapi": "3.1.0",
            "info": {"title": "Pets", "version": "1"},
            "paths": {"/pets": {"get": {"operationId": "listPets", "responses": {
                "200": {"description": "Pets", "headers": {}, "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Pets"},
                    "examples": {"default": {"value": body}},
                }}},
                "404": {"description": "None"},
                "5XX": {"description": "Broken"},
            }}}},
            "components": {"schemas": {
                "Pets": {"type": "object", "required": ["pets", "total"], "properties": {
                    "pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
                    "total": {"type": "integer", "minimum": 0},
                }},
                "Pet": {"type": "object", "required": ["id", "name"], "properties": {
                    "id": {"type": "integer"},
                    "name": {"type": "string", "minLength": 1},
                    "tag": {"type": ["string", "null"]},
                }},
            }},
        });
        let mut specimen = Self {
            transaction: transaction(&parse(&document), &body),
            document,
            response: Response {
                status: 200,
                headers: Headers::from_iter([("content-type", "application/json")]),
                body: Body::json(&body),
                duration: Duration::from_millis(3),
            },
            examples: Examples::Shape,
            strictness: Strictness::default(),
        };
        specimen.place();
        specimen
    }

    /// `GET /pets` that promises this text and answers with it.
    pub(crate) fn text(example: &str) -> Self {
        let mut specimen = Self::pets().promise_content_type("text/plain").no_headers();
        specimen.transaction.expected.body = ExpectedBody::Text(example.to_owned());
        specimen.promise_schema(&json!({"type": "string"})).header("content-type", "text/plain").body(example)
    }

    /// Every check's findings.
    pub(crate) fn check(&self) -> Vec<Finding> {
        all(&self.under_check(&self.document()))
    }

    /// The exchange as a check sees it, by this document.
    pub(crate) fn under_check<'a>(&'a self, document: &'a Document) -> TransactionUnderCheck<'a> {
        let (transaction, response) = (&self.transaction, &self.response);
        TransactionUnderCheck::new(document, transaction, response, self.examples, self.strictness)
    }

    /// The document, written as people write it.
    pub(crate) fn document(&self) -> Document {
        parse(&self.document)
    }

    pub(crate) fn examples(mut self, mode: Examples) -> Self {
        self.examples = mode;
        self
    }

    pub(crate) fn strictness(mut self, strictness: Strictness) -> Self {
        self.strictness = strictness;
        self
    }

    pub(crate) fn undocumented_status_allowed(mut self) -> Self {
        self.strictness.undocumented_status = false;
        self
    }

    pub(crate) fn method(mut self, method: &str) -> Self {
        method.clone_into(&mut self.transaction.request.method);
        self
    }

    pub(crate) fn status(mut self, status: u16) -> Self {
        self.response.status = status;
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.response.headers.append(name.to_ascii_lowercase(), value);
        self
    }

    pub(crate) fn no_headers(mut self) -> Self {
        self.response.headers = Headers::new();
        self
    }

    pub(crate) fn body(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.response.body = Body(Bytes::copy_from_slice(bytes));
        self
    }

    pub(crate) fn json(self, value: &Value) -> Self {
        self.body(&value.to_string())
    }

    pub(crate) fn expect_status(mut self, status: u16) -> Self {
        self.transaction.expected.status = status;
        self
    }

    pub(crate) fn volatile(mut self, entries: &[&str]) -> Self {
        self.transaction.expected.volatile = entries.iter().map(|entry| (*entry).to_owned()).collect();
        self
    }

    pub(crate) fn example(mut self, value: &Value) -> Self {
        self.transaction.expected.body = ExpectedBody::Json(value.clone());
        self
    }

    pub(crate) fn without_example(mut self) -> Self {
        self.transaction.expected.body = ExpectedBody::Undocumented;
        self
    }

    pub(crate) fn promise_no_content(mut self) -> Self {
        let expected = &mut self.transaction.expected;
        (expected.content_type, expected.schema) = (None, None);
        expected.body = ExpectedBody::Undocumented;
        self
    }

    pub(crate) fn promise_content_type(mut self, media: &str) -> Self {
        let old = self.transaction.expected.content_type.replace(media.to_owned()).unwrap_or_default();
        let content = self.document.pointer_mut(&format!("{RESPONSE}/content")).expect("the content");
        let content = content.as_object_mut().expect("an object");
        let described = content.remove(&old).expect("the old type");
        content.insert(media.to_owned(), described);
        self.place();
        self
    }

    pub(crate) fn promise_schema(mut self, schema: &Value) -> Self {
        let pointer = self.transaction.expected.schema.clone().expect("a schema").pointer;
        *self.document.pointer_mut(pointer.as_str()).expect("the schema") = schema.clone();
        self
    }

    /// A sequence: no schema of the whole, one of each item.
    pub(crate) fn promise_item_schema(self, media: &str, schema: &Value) -> Self {
        let mut specimen = self.promise_content_type(media);
        let pointer = specimen.transaction.expected.schema.take().expect("a schema").pointer;
        *specimen.document.pointer_mut(pointer.as_str()).expect("the schema") = schema.clone();
        specimen.transaction.expected.item_schema = Some(SchemaRef { pointer });
        specimen
    }

    pub(crate) fn promise_header(self, name: &str, required: bool, example: Option<&str>) -> Self {
        self.promise(name, required, example, None)
    }

    pub(crate) fn promise_header_schema(self, name: &str, schema: &Value) -> Self {
        self.promise(name, false, None, Some(schema))
    }

    fn promise(mut self, name: &str, required: bool, example: Option<&str>, schema: Option<&Value>) -> Self {
        let place = Pointer::parse(RESPONSE).join("headers");
        let described = json!({"required": required, "schema": schema.cloned().unwrap_or_else(|| json!({}))});
        self.document.pointer_mut(place.as_str()).expect("the headers")[name] = described;
        self.transaction.expected.headers.push(ExpectedHeader {
            name: name.to_owned(),
            required,
            schema: Some(SchemaRef { pointer: place.join(name).join("schema") }),
            example: example.map(str::to_owned),
        });
        self
    }

    /// Finds the places again after a change of the document.
    fn place(&mut self) {
        let document = self.document();
        let expected = &mut self.transaction.expected;
        let media = expected.content_type.clone().unwrap_or_default();
        let content = Pointer::parse(RESPONSE).join("content").join(media);
        expected.position = document.position(&Pointer::parse(RESPONSE));
        expected.schema = Some(SchemaRef { pointer: content.join("schema") });
        self.transaction.position = document.position(&content.join("examples").join("default"));
    }
}

fn parse(document: &Value) -> Document {
    let text = serde_json::to_string_pretty(document).expect("a JSON text");
    Document::parse("openapi.json", &text).expect("a document")
}

fn transaction(document: &Document, body: &Value) -> Transaction {
    let response = document.position(&Pointer::parse(RESPONSE));
    Transaction {
        id: "listPets/200/default".into(),
        name: "/pets > GET > 200 > application/json".into(),
        operation: OperationRef {
            id: Some("listPets".into()),
            method: "GET".into(),
            path: "/pets".into(),
            pointer: Pointer::parse("/paths/~1pets/get"),
        },
        origin: Origin::default(),
        example: Some("default".into()),
        actor: Actor::Default,
        credentials: Vec::new(),
        request: Request {
            method: "GET".into(),
            uri: "/pets".into(),
            headers: Headers::from_iter([("accept", "application/json")]),
            body: Body::default(),
            base_url: None,
        },
        expected: Expected {
            status: 200,
            content_type: Some("application/json".into()),
            headers: Vec::new(),
            body: ExpectedBody::Json(body.clone()),
            schema: None,
            item_schema: None,
            volatile: Vec::new(),
            position: response.clone(),
        },
        skip: None,
        position: response,
    }
}
