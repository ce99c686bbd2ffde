//! The body of a request: its size, its media type, its form, its schema.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use poem::http::header;
use poem::{Body, Request};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

use super::schema::{Rules, Schemas};
use super::{form, json};
use crate::api::{FieldError, Rejection, Subcode};

/// How many bytes of a refused body are read before it is answered, and for how long at most.
const DISCARDED: u64 = 16 << 20;
const DISCARDING: Duration = Duration::from_secs(1);

/// What any body must keep within.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// Its size.
    pub bytes: usize,
    /// How long it may take to arrive.
    pub time: Duration,
}

/// What an operation takes for a body.
pub(super) struct BodyRules {
    required: bool,
    contents: Vec<Content>,
}

struct Content {
    media_type: String,
    reader: Reader,
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
    /// The handler reads it itself, as a stream.
    Handler,
}

impl BodyRules {
    /// Compiles the `requestBody` of an operation object.
    pub(super) fn compile(body: &Value, operation: &Value, schemas: &Arc<Schemas>) -> Result<Self, String> {
        let mut contents = Vec::new();
        for (media_type, content) in body.get("content").and_then(Value::as_object).into_iter().flatten() {
            let schema =
                content.get("schema").cloned().unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            let media_type = essence(media_type);
            let reader = match media_type.as_str() {
                "application/json" => Reader::Json(schemas.compile(&schema)?),
                "application/x-www-form-urlencoded" if shows_errors_in_a_page(operation) => Reader::Page,
                "application/x-www-form-urlencoded" => {
                    Reader::Form { rules: schemas.compile(&schema)?, schema, schemas: schemas.clone() }
                }
                _ => Reader::Handler,
            };
            contents.push(Content { media_type, reader });
        }
        Ok(Self { required: body.get("required") == Some(&Value::Bool(true)), contents })
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
        if let Reader::Handler = content.reader {
            return Ok(Vec::new());
        }
        let bytes = read(request.take_body(), limits).await?;
        let (errors, judged) = content.reader.read(&bytes);
        request.set_body(judged);
        Ok(errors)
    }

    /// No media type and no body is a missing body; a body without a media type could be anything.
    async fn without_media_type(
        &self,
        request: &mut Request,
        limits: BodyLimits,
    ) -> Result<Vec<FieldError>, Rejection> {
        let bytes = read(request.take_body(), limits).await?;
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
    /// What is wrong with the bytes, and the bytes the handler may see.
    fn read(&self, bytes: &[u8]) -> (Vec<FieldError>, Body) {
        match self {
            Self::Json(rules) => match json::parse(bytes) {
                Ok(value) => {
                    let mut errors = rules.errors("", &value);
                    errors.extend(json::nul_errors("", &value));
                    (errors, Body::from_string(value.to_string()))
                }
                Err(error) => (vec![error], Body::empty()),
            },
            Self::Form { rules, schema, schemas } => {
                let value = form::object(form::parse(bytes), schema, schemas);
                let mut errors = rules.errors("", &value);
                errors.extend(json::nul_errors("", &value));
                (errors, Body::from_vec(bytes.to_vec()))
            }
            Self::Page => (Vec::new(), Body::from_vec(bytes.to_vec())),
            Self::Handler => (Vec::new(), Body::empty()),
        }
    }
}

/// Whether an operation documents a page as an answer to what is invalid.
fn shows_errors_in_a_page(operation: &Value) -> bool {
    let contents = operation.pointer("/responses/400/content").and_then(Value::as_object);
    contents.is_some_and(|contents| contents.keys().any(|media_type| essence(media_type) == "text/html"))
}

/// Reads a body that keeps within the limits, whatever its headers promise.
async fn read(body: Body, limits: BodyLimits) -> Result<Vec<u8>, Rejection> {
    let mut body = pin!(body.into_async_read());
    let (mut bytes, one_too_many) = (Vec::new(), limits.bytes as u64 + 1);
    let mut within = (&mut body).take(one_too_many);
    match tokio::time::timeout(limits.time, within.read_to_end(&mut bytes)).await {
        Ok(Ok(_)) if bytes.len() > limits.bytes => {
            discard(body).await;
            Err(too_large(limits.bytes))
        }
        Ok(Ok(_)) => Ok(bytes),
        Ok(Err(_)) => Err(Rejection::new(Subcode::InvalidPayload, "The body ended too early.")),
        // What may still come of it would be taken for the next request.
        Err(_) => Err(Rejection::new(Subcode::InvalidPayload, "The body took too long to arrive.")
            .header(header::CONNECTION, "close")),
    }
}

/// Takes some of what is refused off the line. A connection that is closed with bytes unread is reset, and then a
/// client that still sends loses the answer (RFC 9112, section 9.6).
pub(super) async fn discard(rest: impl AsyncRead + Unpin) {
    let (mut rest, mut nowhere) = (rest.take(DISCARDED), tokio::io::sink());
    let copied = tokio::io::copy(&mut rest, &mut nowhere);
    // However it ends, the answer is the same.
    let _ = tokio::time::timeout(DISCARDING, copied).await;
}

/// 413 with the limit.
pub(super) fn too_large(limit: usize) -> Rejection {
    Rejection::new(Subcode::TooLarge, format!("The body may have at most {limit} bytes."))
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
