//! A picture that belongs to something else: what other features show of it.

use poem_openapi::Object;
use serde::Serialize;

use crate::media::model::{Inspected, Media};

/// An uploaded image.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize)]
pub struct Picture {
    /// Its number.
    pub id: i64,
    /// Its name, which nobody can guess.
    pub key: String,
    /// Where it is read.
    pub url: String,
    /// Its media type, found from its bytes.
    pub content_type: String,
    /// How wide it is, in pixels; null for what is no image.
    pub width: Option<u32>,
    /// How high it is, in pixels; null for what is no image.
    pub height: Option<u32>,
}

impl From<Media> for Picture {
    fn from(media: Media) -> Self {
        let url = media.url();
        let Media { id, key, name: _, content, uploaded_by: _, created_at: _ } = media;
        let Inspected { content_type, size: _, sha256: _, dimensions } = content;
        let (width, height) = dimensions.map(|it| (it.width, it.height)).unzip();
        Self { id, key, url, content_type, width, height }
    }
}
