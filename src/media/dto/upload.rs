//! Uploads as the API shows them.

use poem_openapi::Object;
use serde::Serialize;

use crate::api::Timestamp;
use crate::media::model::{Inspected, Media};

/// An uploaded file.
#[derive(Clone, Debug, Object, Serialize)]
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
#[derive(Clone, Debug, Object, Serialize)]
pub(in crate::media) struct UploadData {
    /// The upload.
    upload: Upload,
}

impl From<Media> for UploadData {
    fn from(media: Media) -> Self {
        Self { upload: media.into() }
    }
}
