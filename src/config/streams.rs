//! Live pushes to clients that keep a connection open.

use std::time::Duration;

use super::value::{duration, some_time};

/// Streams of server-sent events.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Streams")]
pub struct StreamConfig {
    /// How long a stream lives before its client connects anew and loses nothing; 0 sends what is there and ends
    #[arg(long, env = "PLENARY_STREAM_LIFETIME", value_name = "DURATION", value_parser = duration,
        default_value = "1h")]
    pub stream_lifetime: Duration,

    /// How often a silent stream shows that it lives, and that its session does
    #[arg(long, env = "PLENARY_STREAM_HEARTBEAT", value_name = "DURATION", value_parser = some_time,
        default_value = "15s")]
    pub stream_heartbeat: Duration,

    /// Streams one user may have open at one process
    #[arg(long, env = "PLENARY_STREAMS_PER_USER", value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1000), default_value = "8")]
    pub streams_per_user: u16,
}
