//! How a command ends.

use std::process::ExitCode;

use crate::app::StartError;
use crate::config::ConfigError;

/// Why a command did not do its work, in one line.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The user can mend it: a setting, an argument, an address, a database.
    #[error("{0}")]
    Usage(String),
    /// It broke on the way.
    #[error("{0}")]
    Broken(String),
}

impl Failure {
    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage(_) => ExitCode::from(2),
            Self::Broken(_) => ExitCode::FAILURE,
        }
    }

    /// Something that broke on the way.
    pub(super) fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken(error.to_string())
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Usage(error.to_string())
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        match error {
            StartError::Database { .. } | StartError::Storage { .. } => Self::Usage(error.to_string()),
            StartError::Migration(_) | StartError::Document(_) => Self::broken(error),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::broken(error)
    }
}
