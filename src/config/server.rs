//! The listener and what it accepts.

use std::net::SocketAddr;
use std::time::Duration;

use super::value::{duration, some_time};

/// The HTTP server.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Server")]
pub struct ServerConfig {
    /// Address and port to listen on; port 0 takes a free one
    #[arg(long, env = "PLENARY_LISTEN", value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// The largest request body, in bytes
    #[arg(long, env = "PLENARY_BODY_LIMIT", value_name = "BYTES", default_value = "1048576")]
    pub body_limit: usize,

    /// How long a client may take to send the head of a request, and then its body
    #[arg(long, env = "PLENARY_READ_TIMEOUT", value_name = "DURATION", value_parser = some_time,
        default_value = "30s")]
    pub read_timeout: Duration,

    /// How long running requests may take to finish after SIGINT or SIGTERM
    #[arg(long, env = "PLENARY_SHUTDOWN_GRACE", value_name = "DURATION", value_parser = duration,
        default_value = "10s")]
    pub shutdown_grace: Duration,

    /// Path of the Prometheus metrics; empty switches them off
    #[arg(long, env = "PLENARY_METRICS_PATH", value_name = "PATH", value_parser = metrics_path,
        default_value = "/metrics")]
    pub metrics_path: String,
}

fn metrics_path(text: &str) -> Result<String, String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte);
    if text.is_empty() || (text.len() > 1 && text.starts_with('/') && text.bytes().all(plain)) {
        Ok(text.to_owned())
    } else {
        Err("expected a path such as /metrics, or nothing".to_owned())
    }
}
