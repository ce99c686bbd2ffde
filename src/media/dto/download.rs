//! Answers of `get_media`.

use poem::http::{HeaderValue, header};
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::{Json, Payload};
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};

use crate::api::{ErrorBody, Subcode};

/// The bytes of a file, or some of them, with the type of the whole.
pub(in crate::media) struct Bytes {
    /// The type for `Content-Type`.
    pub(in crate::media) content_type: String,
    /// How many bytes follow.
    pub(in crate::media) length: u64,
    /// The bytes.
    pub(in crate::media) body: Body,
}

impl Payload for Bytes {
    const CONTENT_TYPE: &'static str = "*/*";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary")))
    }
}

impl IntoResponse for Bytes {
    fn into_response(self) -> Response {
        let Self { content_type, length, body } = self;
        let content_type = HeaderValue::from_str(&content_type);
        let unknown = HeaderValue::from_static("application/octet-stream");
        Response::builder()
            .header(header::CONTENT_TYPE, content_type.unwrap_or(unknown))
            .header(header::CONTENT_LENGTH, length)
            .body(body)
    }
}

/// What is said of a file beside its bytes.
pub(in crate::media) struct Head {
    /// For `ETag`.
    pub(in crate::media) etag: String,
    /// For `Content-Disposition`.
    pub(in crate::media) disposition: String,
}

/// Answers of `get_media`.
#[derive(ApiResponse)]
pub(in crate::media) enum GetMediaResponse {
    /// The file.
    #[oai(status = 200)]
    Whole(
        Bytes,
        /// Names these bytes for ever.
        #[oai(header = "ETag")]
        String,
        /// `inline` for images; anything else is to be saved.
        #[oai(header = "Content-Disposition")]
        String,
        /// Always `bytes`.
        #[oai(header = "Accept-Ranges")]
        String,
        /// A file never changes.
        #[oai(header = "Cache-Control")]
        String,
        /// Nothing that the file says is done.
        #[oai(header = "Content-Security-Policy")]
        String,
    ),
    /// The part that was asked for.
    #[oai(status = 206)]
    Part(
        Bytes,
        /// Which part of how many bytes.
        #[oai(header = "Content-Range")]
        String,
        /// Names the bytes of the whole file for ever.
        #[oai(header = "ETag")]
        String,
        /// `inline` for images; anything else is to be saved.
        #[oai(header = "Content-Disposition")]
        String,
        /// Always `bytes`.
        #[oai(header = "Accept-Ranges")]
        String,
        /// A file never changes.
        #[oai(header = "Cache-Control")]
        String,
        /// Nothing that the file says is done.
        #[oai(header = "Content-Security-Policy")]
        String,
    ),
    /// The caller has the file already.
    #[oai(status = 304)]
    Unchanged(
        /// Names these bytes for ever.
        #[oai(header = "ETag")]
        String,
        /// A file never changes.
        #[oai(header = "Cache-Control")]
        String,
    ),
    /// The file ends before this range begins.
    #[oai(status = 416)]
    Unsatisfiable(
        Json<ErrorBody>,
        /// How many bytes there are.
        #[oai(header = "Content-Range")]
        String,
    ),
}

impl GetMediaResponse {
    const CACHE: &'static str = "public, max-age=31536000, immutable";
    const POLICY: &'static str = "default-src 'none'; sandbox";

    /// The whole file.
    pub(in crate::media) fn whole(bytes: Bytes, head: Head) -> Self {
        let Head { etag, disposition } = head;
        let (accepts, cache, policy) = ("bytes".to_owned(), Self::CACHE.to_owned(), Self::POLICY.to_owned());
        Self::Whole(bytes, etag, disposition, accepts, cache, policy)
    }

    /// A part of it.
    pub(in crate::media) fn part(bytes: Bytes, range: String, head: Head) -> Self {
        let Head { etag, disposition } = head;
        let (accepts, cache, policy) = ("bytes".to_owned(), Self::CACHE.to_owned(), Self::POLICY.to_owned());
        Self::Part(bytes, range, etag, disposition, accepts, cache, policy)
    }

    /// The caller has it.
    pub(in crate::media) fn unchanged(etag: String) -> Self {
        Self::Unchanged(etag, Self::CACHE.to_owned())
    }

    /// The file has no more than `size` bytes.
    pub(in crate::media) fn unsatisfiable(size: u64) -> Self {
        let message = format!("There is nothing in this range: the file has {size} bytes.");
        let body = ErrorBody::new(Subcode::RangeNotSatisfiable, message);
        Self::Unsatisfiable(Json(body), format!("bytes */{size}"))
    }
}
