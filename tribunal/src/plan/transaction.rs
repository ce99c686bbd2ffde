//! A transaction: one example compiled into one HTTP exchange.

use serde_json::Value;

use crate::{
    document::{Pointer, Position},
    transport::{Headers, Request},
};

/// One documented example as one HTTP exchange.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// Unique and stable: `<operationId>/<status>/<example>`.
    pub id: String,
    /// Dredd's name, which may repeat: `/pets > List pets > 200 > application/json`.
    pub name: String,
    /// The operation tried.
    pub operation: OperationRef,
    /// Dredd's coordinates, of which the name is made.
    pub origin: Origin,
    /// The name of the example that pairs request and response.
    pub example: Option<String>,
    /// Who sends.
    pub actor: Actor,
    /// Headers that carry credentials by the document's security schemes, besides those that always do.
    pub credentials: Vec<String>,
    /// What is sent.
    pub request: Request,
    /// What the document promises.
    pub expected: Expected,
    /// Why the document alone cannot run this transaction. A hook may shape the request and clear it.
    pub skip: Option<String>,
    /// Where the example (else the response) stands in the document.
    pub position: Position,
}

/// An operation of the document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OperationRef {
    /// `operationId`, where the document gives one.
    pub id: Option<String>,
    /// `GET`, `POST`... in upper case.
    pub method: String,
    /// The path template: `/users/{id}`.
    pub path: String,
    /// The operation in the document: `/paths/~1users~1{id}/get`.
    pub pointer: Pointer,
}

impl OperationRef {
    /// `operationId`, else `GET /users/{id}`.
    pub fn label(&self) -> String {
        self.id.clone().unwrap_or_else(|| format!("{} {}", self.method, self.path))
    }
}

/// The coordinates Dredd names a transaction by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The document's file.
    pub filename: String,
    /// `info.title`.
    pub api_name: String,
    /// Swagger 2: the tag; `OpenAPI` 3: empty.
    pub resource_group_name: String,
    /// Path item `summary` or the path template.
    pub resource_name: String,
    /// Operation `summary` or the method.
    pub action_name: String,
    /// `<status> > <content type>` or `<status>`.
    pub example_name: String,
}

/// Who sends a transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular: the run's default headers apply.
    Default,
    /// No credentials at all: headers, cookies and parameters of security schemes are left out.
    Anonymous,
    /// The actor of that name (`x-actor`), whose headers the suite or the configuration knows.
    Named(String),
}

/// What the document promises of the response.
#[derive(Clone, Debug)]
pub struct Expected {
    /// The status code.
    pub status: u16,
    /// The media type as documented, `None` where the response has no content.
    pub content_type: Option<String>,
    /// Documented headers, `Content-Type` left out (`OpenAPI` 3.0.3, Response Object).
    pub headers: Vec<ExpectedHeader>,
    /// The example body.
    pub body: ExpectedBody,
    /// The schema of the body.
    pub schema: Option<SchemaRef>,
    /// The schema of each item of a sequential media type (`OpenAPI` 3.2, `itemSchema`).
    pub item_schema: Option<SchemaRef>,
    /// Places in the body that differ from one run to the next (`x-volatile`): JSON pointers in which `*` stands for any token.
    pub volatile: Vec<String>,
    /// Where the Response Object stands.
    pub position: Position,
}

/// A documented response header.
#[derive(Clone, Debug)]
pub struct ExpectedHeader {
    /// The name as documented.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// The schema its value must meet.
    pub schema: Option<SchemaRef>,
    /// The example's value, compared as bodies are.
    pub example: Option<String>,
}

/// The example body of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedBody {
    /// The document gives none.
    Undocumented,
    /// A JSON value.
    Json(Value),
    /// Any other text.
    Text(String),
}

/// A schema by its place in the document; `Document::validator` compiles it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SchemaRef {
    /// The schema in the document.
    pub pointer: Pointer,
}

/// Header names that carry credentials; an anonymous request leaves them out.
pub(crate) const CREDENTIAL_HEADERS: [&str; 3] = ["authorization", "cookie", "proxy-authorization"];

impl Transaction {
    /// Adds headers that the request does not have yet. An anonymous request takes no credentials.
    pub fn default_headers(&mut self, headers: &Headers) {
        for (name, value) in headers.iter() {
            let always = CREDENTIAL_HEADERS.iter().any(|h| name.eq_ignore_ascii_case(h));
            let secret = always || self.credentials.iter().any(|h| name.eq_ignore_ascii_case(h));
            if self.request.headers.get(name).is_none() && !(secret && self.actor == Actor::Anonymous) {
                self.request.headers.set(name, value);
            }
        }
    }
}
