//! Judges the bytes of a file: what they are, whether an image is whole, how large it is.
//!
//! Blocking, and for files from anywhere: nothing here takes more memory than the limits of the settings allow.

mod decode;
mod inspect;
mod scan;
mod text;
mod whole;

pub(in crate::media) use inspect::{Judgement, inspect};
