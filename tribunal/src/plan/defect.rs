//! What is wrong with the documentation itself.

use super::OperationRef;
use crate::document::Position;

/// A fault of the document that planning has found. Each has a place and says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Its kind, stable: one of [`code`].
    pub code: &'static str,
    /// What is wrong and what mends it, in one or two sentences.
    pub message: String,
    /// Where.
    pub position: Position,
    /// The operation it belongs to, if it belongs to one.
    pub operation: Option<OperationRef>,
}

/// The kinds of defects.
pub mod code {
    /// An example that breaks its own schema.
    pub const EXAMPLE_INVALID: &str = "example-invalid";
    /// A required parameter or body without any value to send.
    pub const VALUE_MISSING: &str = "value-missing";
    /// A documented success response with JSON content but no example.
    pub const EXAMPLE_MISSING: &str = "example-missing";
    /// An operation whose responses are all `default` or ranges like `4XX`.
    pub const STATUS_MISSING: &str = "status-missing";
    /// An `operationId` that two operations share.
    pub const OPERATION_ID_REPEATED: &str = "operation-id-repeated";
    /// A request example whose name no response example has.
    pub const REQUEST_UNPAIRED: &str = "request-unpaired";
    /// A response example of an error that no request example provokes.
    pub const RESPONSE_UNPAIRED: &str = "response-unpaired";
    /// A `$ref` that leads nowhere or where it may not.
    pub const REFERENCE: &str = "reference";
    /// A schema that is none.
    pub const SCHEMA: &str = "schema";
    /// Something else that does not have the shape the specification gives it.
    pub const STRUCTURE: &str = "structure";
}
