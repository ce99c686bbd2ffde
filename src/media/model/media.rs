//! A file that somebody uploaded, or that was fetched for somebody.

use chrono::{DateTime, Utc};

use super::ImageKind;
use crate::api::UserId;

/// Width and height of an image, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimensions {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Dimensions {
    /// How many pixels these are.
    pub fn pixels(self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }
}

/// What the bytes of a file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    /// The media type, without parameters.
    pub content_type: String,
    /// How many bytes.
    pub size: u64,
    /// Their SHA-256 digest, in lower-case hexadecimal.
    pub sha256: String,
    /// Of an image that is served as such.
    pub dimensions: Option<Dimensions>,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    /// Its number, from 1.
    pub id: i64,
    /// Its name towards the outside, which nobody can guess.
    pub key: String,
    /// What its sender called it.
    pub name: Option<String>,
    /// What its bytes say.
    pub content: Inspected,
    /// Who brought it; none when nobody did, or when that user is gone.
    pub uploaded_by: Option<UserId>,
    /// When.
    pub created_at: DateTime<Utc>,
}

impl Media {
    /// Where it is read.
    pub fn url(&self) -> String {
        format!("/media/{}", self.key)
    }

    /// The kind of image, if it is served as one.
    pub fn image(&self) -> Option<ImageKind> {
        ImageKind::of(&self.content.content_type)
    }
}
