//! Reads a form with files (RFC 7578): texts into memory, files to the disk, so that the handler gets whole files
//! and the form is judged by its schema as any other body is.

use std::io;
use std::pin::pin;
use std::sync::Arc;

use poem::web::{Field, Multipart};
use poem::{FromRequest, Request, RequestBody};
use serde_json::Value;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};

use super::form;
use super::json;
use super::limits::{BodyLimits, Cargo, too_slow};
use super::meter::Meter;
use super::operation::Values;
use super::schema::{Rules, Schemas};
use crate::api::multipart_form::{FormParts, UploadedFile};
use crate::api::{FieldError, Rejection};

/// A form with files, as the document describes it.
pub(super) struct FormRules {
    rules: Rules,
    schema: Value,
    schemas: Arc<Schemas>,
}

/// Why a form could not be read to its end.
enum Fault {
    TooLarge,
    Malformed(String),
    Disk(io::Error),
}

impl FormRules {
    pub(super) fn compile(schema: &Value, schemas: &Arc<Schemas>) -> Result<Self, String> {
        Ok(Self { rules: schemas.compile(schema)?, schema: schema.clone(), schemas: schemas.clone() })
    }

    /// Reads and judges the form, and leaves its parts in the request.
    pub(super) async fn read(
        &self,
        request: &mut Request,
        limits: BodyLimits,
    ) -> Result<Vec<FieldError>, Rejection> {
        let meter = Meter::new(request.take_body(), limits.size(Cargo::Form));
        let reading = self.parts(request, &meter, limits);
        let Ok(read) = tokio::time::timeout(limits.time(Cargo::Form), reading).await else {
            return Err(too_slow());
        };
        let fault = match read {
            Ok((value, parts)) => {
                request.extensions_mut().insert(parts);
                let mut errors = self.rules.errors("", &value);
                errors.extend(json::nul_errors("", &value));
                return Ok(errors);
            }
            Err(_) if meter.is_over().await => Fault::TooLarge,
            Err(fault) => fault,
        };
        meter.discard().await;
        match fault {
            Fault::TooLarge => Err(limits.too_large(Cargo::Form)),
            Fault::Malformed(how) => Ok(vec![FieldError::new("", format!("is not a whole form: {how}"))]),
            Fault::Disk(error) => Err(Rejection::unexpected(&error)),
        }
    }

    /// The form as the value that its schema describes, with an empty text for each file; and its parts.
    async fn parts(
        &self,
        request: &Request,
        meter: &Meter,
        limits: BodyLimits,
    ) -> Result<(Value, FormParts), Fault> {
        let malformed = |error: &dyn std::fmt::Display| Fault::Malformed(error.to_string());
        let mut body = RequestBody::new(meter.body());
        let form = Multipart::from_request(request, &mut body).await;
        let mut form = form.map_err(|error| malformed(&error))?;
        let (mut values, mut parts, mut room) = (Values::new(), FormParts::default(), limits.bytes);
        while let Some(field) = form.next_field().await.map_err(|error| malformed(&error))? {
            let name = field.name().ok_or_else(|| malformed(&"a part has no name"))?.to_owned();
            let text = match self.holds_a_file(&name) {
                Some(true) => {
                    let file_name = field.file_name().map(str::to_owned);
                    let file = spooled(field, limits.file).await?;
                    parts.add_file(&name, UploadedFile { name: file_name, file });
                    String::new()
                }
                Some(false) => {
                    let text = text(field, room).await?;
                    room -= text.len() as u64;
                    parts.add_text(&name, &text);
                    text
                }
                // Nobody asked for it.
                None => {
                    copied(field, &mut tokio::io::sink(), limits.file).await?;
                    continue;
                }
            };
            values.entry(name).or_default().push(text);
        }
        Ok((form::object(values, &self.schema, &self.schemas), parts))
    }

    /// Whether a part is a file; none for a part that the form does not have.
    fn holds_a_file(&self, name: &str) -> Option<bool> {
        let property = self.schemas.resolve(&self.schema).get("properties")?.get(name)?;
        Some(self.schemas.resolve(property).get("format").and_then(Value::as_str) == Some("binary"))
    }
}

/// The part in a file without a name, which is gone when nobody has it open any more.
async fn spooled(field: Field, limit: u64) -> Result<File, Fault> {
    let file =
        tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(|error| Fault::Disk(error.into()))?;
    let mut file = File::from_std(file.map_err(Fault::Disk)?);
    copied(field, &mut file, limit).await?;
    file.flush().await.map_err(Fault::Disk)?;
    file.rewind().await.map_err(Fault::Disk)?;
    Ok(file)
}

async fn text(field: Field, room: u64) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    copied(field, &mut bytes, room).await?;
    String::from_utf8(bytes).map_err(|_| Fault::Malformed("a text is not UTF-8".to_owned()))
}

async fn copied(
    field: Field,
    target: &mut (impl tokio::io::AsyncWrite + Unpin),
    limit: u64,
) -> Result<(), Fault> {
    let mut reader = pin!(field.into_async_read());
    let (mut piece, mut left) = (vec![0; 64 << 10], limit);
    loop {
        let read = reader.read(&mut piece).await.map_err(|error| Fault::Malformed(error.to_string()))?;
        if read == 0 {
            return Ok(());
        }
        left = left.checked_sub(read as u64).ok_or(Fault::TooLarge)?;
        target.write_all(piece.get(..read).unwrap_or_default()).await.map_err(Fault::Disk)?;
    }
}
