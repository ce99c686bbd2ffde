//! A form with files (RFC 7578), as handlers get it. The gate has read it, judged it and put its files on the disk.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use poem::{Request, RequestBody};
use poem_openapi::impl_apirequest_for_payload;
use poem_openapi::payload::{ParsePayload, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};

use super::{Rejection, Subcode};

/// A file that somebody sent.
pub struct UploadedFile {
    /// What the sender calls it. Nothing but a label: it says neither what the file is nor where it goes.
    pub name: Option<String>,
    /// The whole file, at its beginning. Gone from the disk when it is dropped.
    pub file: tokio::fs::File,
}

/// The parts of a form, each of which can be taken once.
#[derive(Clone, Default)]
pub struct FormParts(Arc<Mutex<Taken>>);

#[derive(Default)]
struct Taken {
    files: BTreeMap<String, UploadedFile>,
    texts: BTreeMap<String, String>,
}

impl FormParts {
    /// The file of this name.
    pub fn file(&self, name: &str) -> Option<UploadedFile> {
        self.with(|parts| parts.files.remove(name))
    }

    /// The text of this name.
    pub fn text(&self, name: &str) -> Option<String> {
        self.with(|parts| parts.texts.remove(name))
    }

    pub(super) fn add_file(&mut self, name: &str, file: UploadedFile) {
        self.with(|parts| parts.files.insert(name.to_owned(), file));
    }

    pub(super) fn add_text(&mut self, name: &str, text: &str) {
        self.with(|parts| parts.texts.insert(name.to_owned(), text.to_owned()));
    }

    fn with<T>(&self, act: impl FnOnce(&mut Taken) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What a form is for one operation.
pub trait FormFields: Sized + Send {
    /// An object whose files have the format `binary`.
    fn schema_ref() -> MetaSchemaRef;

    /// Registers the schemas it refers to.
    fn register(_registry: &mut Registry) {}

    /// Takes the fields; none where a required one is missing, which the gate excludes.
    fn take(parts: &FormParts) -> Option<Self>;
}

/// A body of the type `multipart/form-data`.
pub struct MultipartForm<T>(pub T);

impl<T> fmt::Debug for MultipartForm<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MultipartForm")
    }
}

impl<T: FormFields> Payload for MultipartForm<T> {
    const CONTENT_TYPE: &'static str = "multipart/form-data";

    /// The gate has compared it, its parameters included.
    fn check_content_type(_: &str) -> bool {
        true
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: FormFields> ParsePayload for MultipartForm<T> {
    const IS_REQUIRED: bool = true;

    async fn from_request(request: &Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let fields = request.extensions().get::<FormParts>().and_then(T::take);
        Ok(Self(fields.ok_or_else(|| Rejection::of(Subcode::InvalidPayload))?))
    }
}

impl_apirequest_for_payload!(MultipartForm<T>, T: FormFields);
