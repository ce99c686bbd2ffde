//! Answers of the uploads.

use poem_openapi::payload::Json;
use poem_openapi::{ApiResponse, Object};

use super::not_kept::{self, NotKept};
use crate::api::{Envelope, ErrorBody, Rejection, Timestamp};
use crate::media::error::KeepError;
use crate::media::model::{Inspected, Media};

/// An uploaded file.
#[derive(Clone, Debug, Object)]
pub(in crate::media) struct Upload {
    /// Its number.
    id: i64,
    /// Its name, which nobody can guess: who knows it may read the file.
    key: String,
    /// Where it is read.
    url: String,
    /// What its sender called it, without folders; null when it has no name.
    name: Option<String>,
    /// Its media type, found from its bytes.
    content_type: String,
    /// How many bytes it has.
    size: u64,
    /// How wide it is, in pixels; null for what is no image.
    width: Option<u32>,
    /// How high it is, in pixels; null for what is no image.
    height: Option<u32>,
    /// When it was uploaded.
    created_at: Timestamp,
}

impl From<Media> for Upload {
    fn from(media: Media) -> Self {
        let url = media.url();
        let Media { id, key, name, content, uploaded_by: _, created_at } = media;
        let Inspected { content_type, size, sha256: _, dimensions } = content;
        let (width, height) = dimensions.map(|it| (it.width, it.height)).unzip();
        Self { id, key, url, name, content_type, size, width, height, created_at: created_at.into() }
    }
}

/// One upload.
#[derive(Clone, Debug, Object)]
pub(in crate::media) struct UploadData {
    /// The upload.
    upload: Upload,
}

/// Answers of `upload_file` and `upload_image`.
#[derive(ApiResponse)]
pub(in crate::media) enum UploadResponse {
    /// The file is kept.
    #[oai(status = 201)]
    Created(
        Json<Envelope<UploadData>>,
        /// Where the file is read.
        #[oai(header = "Location")]
        String,
    ),
    /// The body is malformed, or the file is missing or empty.
    #[oai(status = 400)]
    Invalid(Json<ErrorBody>),
    /// The file has too many bytes, or the image too many pixels.
    #[oai(status = 413)]
    TooLarge(Json<ErrorBody>),
    /// The media type of the body is not read here, or the file is no image where one is wanted, or it begins as an
    /// image and does not go on as one.
    #[oai(status = 415)]
    Unsupported(Json<ErrorBody>),
}

/// What a request calls its file.
#[derive(Clone, Copy, Debug)]
pub(in crate::media) struct At(pub(in crate::media) &'static str);

impl UploadResponse {
    /// The file is kept.
    pub(in crate::media) fn created(media: Media) -> Self {
        let location = media.url();
        Self::Created(Json(Envelope::new(UploadData { upload: media.into() })), location)
    }

    /// The field is at fault.
    pub(in crate::media) fn invalid(At(pointer): At, how: &str) -> Self {
        Self::Invalid(Json(not_kept::invalid(pointer, how)))
    }

    /// The status of an error.
    pub(in crate::media) fn failed(error: KeepError, At(pointer): At) -> Result<Self, Rejection> {
        Ok(match NotKept::of(error, pointer)? {
            NotKept::Invalid(body) => Self::Invalid(Json(body)),
            NotKept::TooLarge(body) => Self::TooLarge(Json(body)),
            NotKept::Unsupported(body) => Self::Unsupported(Json(body)),
        })
    }
}
