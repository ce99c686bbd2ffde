//! What requests and answers hold, and which status an error is.

mod download;
mod errors;
mod not_kept;
mod picture;
mod requests;
mod upload;

pub(in crate::media) use download::{Bytes, GetMediaResponse, Head};
pub use not_kept::NotKept;
pub use picture::Picture;
pub(in crate::media) use requests::{ImageRequest, UploadForm};
pub(in crate::media) use upload::{At, UploadResponse};
