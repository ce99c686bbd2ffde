//! Why a document, or a part of it, cannot be used.

use super::Position;

/// A document that cannot be used. Every message says where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The file cannot be read.
    #[error("cannot read `{location}`: {reason}")]
    Read {
        /// As the user named it.
        location: String,
        /// The system's words.
        reason: String,
    },
    /// Neither JSON nor YAML, or one that repeats a key.
    #[error("{position}: {message}")]
    Syntax {
        /// The first place that breaks the grammar.
        position: Position,
        /// What is wrong there.
        message: String,
    },
    /// JSON or YAML, but no `OpenAPI` document of a supported version.
    #[error("{position}: {message}")]
    Version {
        /// Where the version stands or should stand.
        position: Position,
        /// What is wrong, and which versions are supported.
        message: String,
    },
    /// A `$ref` that leads nowhere or where it may not.
    #[error("{position}: {message}")]
    Reference {
        /// The object with the `$ref`.
        position: Position,
        /// What is wrong with the reference.
        message: String,
    },
    /// A schema that cannot be compiled.
    #[error("{position}: {message}")]
    Schema {
        /// The schema, or the part of it that is wrong.
        position: Position,
        /// What is wrong with it.
        message: String,
    },
}

impl DocumentError {
    /// Where the trouble is; a file that cannot be read has no place.
    pub fn position(&self) -> Option<&Position> {
        match self {
            Self::Read { .. } => None,
            Self::Syntax { position, .. }
            | Self::Version { position, .. }
            | Self::Reference { position, .. }
            | Self::Schema { position, .. } => Some(position),
        }
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> String {
        match self {
            Self::Read { .. } => self.to_string(),
            Self::Syntax { message, .. }
            | Self::Version { message, .. }
            | Self::Reference { message, .. }
            | Self::Schema { message, .. } => message.clone(),
        }
    }
}
