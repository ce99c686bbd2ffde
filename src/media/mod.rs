//! Media: files that people upload, and how they come back.
//!
//! Here live what is known about a file (its type, its size, who brought it) and the judgement of its bytes. Not
//! here: where the bytes are (`infra::storage`) and how they come out of a request (`api::gate`).
//!
//! What must stay true: a file's type is found from its bytes, never from its name or from what its sender says; what
//! is served as an image is a whole image of a bounded size; nothing is shown inside a page of ours but images; a
//! file never changes, so that whoever has it may keep it for ever; a row without bytes is never made.

mod api;
pub mod baseline;
mod content;
mod dto;
mod entity;
pub mod error;
pub mod model;
pub mod service;
mod store;

pub use api::MediaApi;
pub use dto::{NotKept, Picture};
pub use service::Wanted;
