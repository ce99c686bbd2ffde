//! What a request to another server can come to.

use std::error::Error;

/// Why there is no answer. No text of it shows an address: it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// It is no address of HTTP.
    #[error("the address is none of http or https")]
    Address,
    /// It leads to this machine, its network, or elsewhere that is not the public internet.
    #[error("the address is not on the public internet")]
    NotPublic,
    /// It leads on and on, or nowhere.
    #[error("the server redirects too often, or nowhere")]
    Redirects,
    /// The answer has more bytes than it may have.
    #[error("the answer has more than {0} bytes")]
    TooLarge(u64),
    /// The answer did not come, or not to its end, in time.
    #[error("no answer in time")]
    TimedOut,
    /// Nobody listens there, or the connection broke.
    #[error("the server cannot be reached, or does not speak HTTP")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
    /// The answer cannot be written to a file here.
    #[error("the answer cannot be kept")]
    Machine(#[from] std::io::Error),
}

impl OutboundError {
    /// Whether the same request may go better later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::TimedOut | Self::Unreachable(_) | Self::Machine(_) => true,
            Self::Address | Self::NotPublic | Self::Redirects | Self::TooLarge(_) => false,
        }
    }
}

/// A name that leads to an address which is not public.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
pub(super) struct LeadsInward;

impl From<hyper_util::client::legacy::Error> for OutboundError {
    fn from(error: hyper_util::client::legacy::Error) -> Self {
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        while let Some(error) = cause {
            if error.is::<LeadsInward>() {
                return Self::NotPublic;
            }
            cause = error.source();
        }
        Self::Unreachable(error.into())
    }
}

impl From<hyper::Error> for OutboundError {
    fn from(error: hyper::Error) -> Self {
        Self::Unreachable(error.into())
    }
}

impl From<tokio::time::error::Elapsed> for OutboundError {
    fn from(_: tokio::time::error::Elapsed) -> Self {
        Self::TimedOut
    }
}
