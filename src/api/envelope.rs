//! The body of every success (the `JSend` convention).

use poem_openapi::types::{ParseFromJSON, ToJSON, Type};
use poem_openapi::{Enum, Object};
use serde::Serialize;

/// The word that marks a success.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum, Serialize)]
#[oai(rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
pub enum Success {
    /// The request was carried out.
    #[default]
    Success,
}

/// A success. `data` is an object whose keys name what it holds.
#[derive(Clone, Debug, Object, Serialize)]
pub struct Envelope<T: Type + ParseFromJSON + ToJSON + Send + Sync> {
    /// Always `success`.
    pub status: Success,
    /// What was asked for.
    pub data: T,
    /// A sentence for people.
    #[oai(skip_serializing_if_is_none)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

impl<T: Type + ParseFromJSON + ToJSON + Send + Sync> Envelope<T> {
    /// A success without a message.
    pub fn new(data: T) -> Self {
        Self { status: Success::Success, data, message: None }
    }

    /// A success that says something.
    pub fn with_message(data: T, message: impl Into<String>) -> Self {
        Self { status: Success::Success, data, message: Some(message.into()) }
    }
}

/// No data: an empty object, so that `data` is an object everywhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Object, Serialize)]
pub struct Nothing {}

/// A success that has nothing to show but its message.
#[derive(Clone, Debug, Object, Serialize)]
pub struct Done {
    /// Always `success`.
    pub status: Success,
    /// Always empty.
    pub data: Nothing,
    /// A sentence for people.
    pub message: String,
}

impl Done {
    /// A success with this message.
    pub fn new(message: impl Into<String>) -> Self {
        Self { status: Success::Success, data: Nothing {}, message: message.into() }
    }

    /// What a DELETE is answered with.
    pub fn deleted() -> Self {
        Self::new("Object successfully deleted")
    }
}

/// Where a list stands.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize)]
pub struct ListMeta {
    /// How many rows were asked for at most.
    #[oai(validator(minimum(value = "1"), maximum(value = "100")))]
    pub limit: u64,
    /// The `start` of the next page; null on the last one.
    pub next_start: Option<i64>,
}

/// A success that is one page of a list.
#[derive(Clone, Debug, Object, Serialize)]
pub struct Listing<T: Type + ParseFromJSON + ToJSON + Send + Sync> {
    /// Always `success`.
    pub status: Success,
    /// The rows, under the name of what they are.
    pub data: T,
    /// Where the list stands.
    pub meta: ListMeta,
}

impl<T: Type + ParseFromJSON + ToJSON + Send + Sync> Listing<T> {
    /// One page.
    pub fn new(data: T, meta: ListMeta) -> Self {
        Self { status: Success::Success, data, meta }
    }
}
