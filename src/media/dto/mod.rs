//! What requests and answers hold, and which status an error is.

mod answers;
mod download;
mod errors;
mod not_kept;
mod picture;
mod requests;
mod upload;

pub(in crate::media) use answers::{GetMedia, UploadFile, UploadImage};
pub(in crate::media) use download::{Bytes, GetMediaResponse, Head};
pub use not_kept::NotKept;
pub(in crate::media) use not_kept::invalid;
pub use picture::Picture;
pub(in crate::media) use requests::{ImageRequest, UploadForm};
