//! The domain's words: files, what they are, what they are called. Pure: no I/O, no clock.

mod kind;
mod media;
mod name;

pub use kind::ImageKind;
pub use media::{Dimensions, Inspected, Media};
pub use name::FileName;
