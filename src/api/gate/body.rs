//! The body of a request: its size, its media type, its form, its schema.

use std::pin::pin;
use std::sync::Arc;

use poem::http::header;
use poem::{Body, Request};
use serde_json::Value;
use tokio::io::AsyncReadExt;

use super::limits::{BodyLimits, Cargo, discard, too_slow};
use super::multipart::FormRules;
use super::schema::{Rules, Schemas};
use super::{form, json};
use crate::api::data_uri::FORMAT as DATA_URI;
use crate::api::json_body::JudgedValue;
use crate::api::{FieldError, Rejection, Subcode};

/// What an operation takes for a body.
pub(super) struct BodyRules {
    required: bool,
    contents: Vec<Content>,
}

struct Content {
    media_type: String,
    cargo: Cargo,
    reader: Reader,
}

/// What a handler gets of a body.
enum Judged {
    /// What was parsed: it is not written and parsed again.
    Value(Value),
    /// What the handler reads itself.
    Bytes(Vec<u8>),
}

/// How the bytes of a media type become a value.
enum Reader {
    Json(Rules),
    Form {
        rules: Rules,
        schema: Value,
        schemas: Arc<Schemas>,
    },
    /// A person filled it in: the handler judges it, and answers with the page that shows what is wrong.
    Page,
    /// A form with files.
    Multipart(FormRules),
}

impl BodyRules {
    /// Compiles the `requestBody` of an operation object.
    pub(super) fn compile(body: &Value, operation: &Value, schemas: &Arc<Schemas>) -> Result<Self, String> {
        let mut contents = Vec::new();
        for (media_type, content) in body.get("content").and_then(Value::as_object).into_iter().flatten() {
            let schema =
                content.get("schema").cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            let media_type = essence(media_type);
            let cargo = cargo(&media_type, schemas.resolve(&schema));
            let reader = match media_type.as_str() {
                "application/json" => Reader::Json(schemas.compile(&schema)?),
                "application/x-www-form-urlencoded" if shows_errors_in_a_page(operation) => Reader::Page,
                "application/x-www-form-urlencoded" => {
                    Reader::Form { rules: schemas.compile(&schema)?, schema, schemas: schemas.clone() }
                }
                "multipart/form-data" => Reader::Multipart(FormRules::compile(&schema, schemas)?),
                // What nobody here reads would pass without a limit and without a judgement.
                other => return Err(format!("bodies of the type {other} cannot be read")),
            };
            contents.push(Content { media_type, cargo, reader });
        }
        Ok(Self { required: body.get("required") == Some(&Value::Bool(true)), contents })
    }

    /// What the body of a request may carry. One of a type that is not taken anyway gets the room of the largest, so
    /// that its type is what is told.
    pub(super) fn cargo(&self, request: &Request) -> Cargo {
        let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let given = media_type.map(essence);
        let content = self.contents.iter().find(|content| Some(&content.media_type) == given.as_ref());
        let largest = || self.contents.iter().map(|content| content.cargo).max();
        content.map(|content| content.cargo).or_else(largest).unwrap_or(Cargo::Nothing)
    }

    /// Reads and judges the body, and leaves in the request exactly what was judged.
    pub(super) async fn check(
        &self,
        request: &mut Request,
        limits: BodyLimits,
    ) -> Result<Vec<FieldError>, Rejection> {
        if is_coded(request) {
            let message = "A body in this content coding cannot be read here; send it as it is.";
            return Err(self.not_read(message).header(header::ACCEPT_ENCODING, "identity"));
        }
        let given = request.headers().get(header::CONTENT_TYPE).cloned();
        let Some(media_type) = given else { return self.without_media_type(request, limits).await };
        let media_type = media_type.to_str().map_err(|_| self.unsupported())?.to_owned();
        let content = self.contents.iter().find(|content| content.media_type == essence(&media_type));
        let content = content.filter(|_| is_utf8(&media_type)).ok_or_else(|| self.unsupported())?;
        if let Reader::Multipart(rules) = &content.reader {
            return rules.read(request, limits).await;
        }
        let bytes = read(request.take_body(), limits, content.cargo).await?;
        let (errors, judged) = content.reader.read(bytes);
        match judged {
            Judged::Value(value) => {
                request.extensions_mut().insert(JudgedValue::new(value));
            }
            Judged::Bytes(bytes) => request.set_body(bytes),
        }
        Ok(errors)
    }

    /// No media type and no body is a missing body; a body without a media type could be anything.
    async fn without_media_type(
        &self,
        request: &mut Request,
        limits: BodyLimits,
    ) -> Result<Vec<FieldError>, Rejection> {
        let bytes = read(request.take_body(), limits, Cargo::Nothing).await?;
        if !bytes.is_empty() {
            return Err(self.unsupported());
        }
        Ok(if self.required { vec![FieldError::new("", "is required")] } else { Vec::new() })
    }

    fn unsupported(&self) -> Rejection {
        let known: Vec<&str> = self.contents.iter().map(|content| content.media_type.as_str()).collect();
        self.not_read(format!("This media type cannot be read here; send {}.", known.join(" or ")))
    }

    fn not_read(&self, message: impl Into<String>) -> Rejection {
        let known: Vec<&str> = self.contents.iter().map(|content| content.media_type.as_str()).collect();
        // RFC 9110, section 12.5.1: in a 415, Accept tells what would have been taken.
        Rejection::new(Subcode::UnsupportedMediaType, message).header(header::ACCEPT, known.join(", "))
    }
}

impl Reader {
    /// What is wrong with the bytes, and what the handler gets of them.
    fn read(&self, bytes: Vec<u8>) -> (Vec<FieldError>, Judged) {
        match self {
            Self::Json(rules) => match json::parse(&bytes) {
                Ok(value) => {
                    // With a file in it, one copy more or less is megabytes.
                    drop(bytes);
                    let mut errors = rules.errors("", &value);
                    errors.extend(json::nul_errors("", &value));
                    (errors, Judged::Value(value))
                }
                Err(error) => (vec![error], Judged::Value(Value::Null)),
            },
            Self::Form { rules, schema, schemas } => {
                let value = form::object(form::parse(&bytes), schema, schemas);
                let mut errors = rules.errors("", &value);
                errors.extend(json::nul_errors("", &value));
                (errors, Judged::Bytes(bytes))
            }
            Self::Page => (Vec::new(), Judged::Bytes(bytes)),
            Self::Multipart(_) => (Vec::new(), Judged::Bytes(Vec::new())),
        }
    }
}

/// What a body of this media type and schema brings.
fn cargo(media_type: &str, schema: &Value) -> Cargo {
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut formats =
        properties.into_iter().flat_map(|all| all.values()).map(|property| property.get("format"));
    match media_type {
        "multipart/form-data" => Cargo::Form,
        _ if formats.any(|format| format.and_then(Value::as_str) == Some(DATA_URI)) => Cargo::DataUri,
        _ => Cargo::Nothing,
    }
}

/// Whether an operation documents a page as an answer to what is invalid.
fn shows_errors_in_a_page(operation: &Value) -> bool {
    let contents = operation.pointer("/responses/400/content").and_then(Value::as_object);
    contents.is_some_and(|contents| contents.keys().any(|media_type| essence(media_type) == "text/html"))
}

/// Reads a body that keeps within the limits, whatever its headers promise.
async fn read(body: Body, limits: BodyLimits, cargo: Cargo) -> Result<Vec<u8>, Rejection> {
    let mut body = pin!(body.into_async_read());
    let (mut bytes, limit) = (Vec::new(), limits.size(cargo));
    let mut within = (&mut body).take(limit.saturating_add(1));
    match tokio::time::timeout(limits.time(cargo), within.read_to_end(&mut bytes)).await {
        Ok(Ok(_)) if bytes.len() as u64 > limit => {
            discard(body).await;
            Err(limits.too_large(cargo))
        }
        Ok(Ok(_)) => Ok(bytes),
        Ok(Err(_)) => Err(Rejection::new(Subcode::InvalidPayload, "The body ended too early.")),
        Err(_) => Err(too_slow()),
    }
}

/// Whether the body is compressed or otherwise coded (RFC 9110, section 8.4).
fn is_coded(request: &Request) -> bool {
    let codings = request.headers().get_all(header::CONTENT_ENCODING);
    codings.into_iter().any(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"))
}

/// A media type without its parameters (RFC 9110, section 8.3.1).
fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether the charset is UTF-8, said or not. JSON has no other (RFC 8259, section 8.1).
fn is_utf8(media_type: &str) -> bool {
    let parameters = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets.all(|(_, value)| value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8"))
}
