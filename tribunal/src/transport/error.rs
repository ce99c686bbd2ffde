//! Why there is no response, each in one sentence for people: the same sentence for the same cause, so without
//! durations and, once there is a connection, without the address.

use std::time::Duration;

/// An exchange that gave no complete response.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The operating system gives no client.
    #[error("no HTTP client: {0}")]
    Client(String),
    /// The request cannot be put on the wire.
    #[error("the request cannot be sent: {0}")]
    Request(String),
    /// A scheme that is not spoken.
    #[error("`{base_url}`: http and https are spoken, not {scheme}")]
    Scheme {
        /// Where the request was to go.
        base_url: String,
        /// The scheme asked for.
        scheme: String,
    },
    /// No connection: refused, no such host, no route.
    #[error("no connection to {base_url}: {cause}")]
    Connect {
        /// Where the request was to go.
        base_url: String,
        /// What the operating system says.
        cause: String,
    },
    /// The connection did not stand in time.
    #[error("no connection to {base_url} within {limit:?}")]
    ConnectTimeout {
        /// Where the request was to go.
        base_url: String,
        /// The limit.
        limit: Duration,
    },
    /// The answer did not come in time.
    #[error("the server did not answer completely within {limit:?}")]
    Timeout {
        /// The limit.
        limit: Duration,
    },
    /// The connection broke before the head of a response was complete, or what came is not HTTP.
    #[error("the server gave no HTTP response: {cause}")]
    Broken {
        /// What went wrong.
        cause: String,
    },
    /// The connection broke inside the content.
    #[error("the response broke off after {bytes} bytes of content: {cause}")]
    Truncated {
        /// Content bytes that had come.
        bytes: usize,
        /// What went wrong.
        cause: String,
    },
    /// More content than the limit allows.
    #[error("the response has more than {limit} bytes of content")]
    BodyTooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

impl TransportError {
    /// Whether nobody listens there (any more), so that further requests are in vain.
    pub fn is_unreachable(&self) -> bool {
        matches!(self, Self::Connect { .. } | Self::ConnectTimeout { .. } | Self::Scheme { .. })
    }

    /// Whether a server took the request and gave no whole answer: a fault of the server, not of the surroundings.
    pub fn is_fault_of_server(&self) -> bool {
        matches!(
            self,
            Self::Timeout { .. } | Self::Broken { .. } | Self::Truncated { .. } | Self::BodyTooLarge { .. }
        )
    }
}
