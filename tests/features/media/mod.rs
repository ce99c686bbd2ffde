//! Media: bytes, limits, images.

mod forms;
mod get_media;
mod images;
mod keep;
mod limits;
mod pictures;
mod upload_file;
mod upload_image;
