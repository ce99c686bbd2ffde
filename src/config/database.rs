//! Where the data is and how many connections lead there.

use std::time::Duration;

use super::value::{DatabaseUrl, some_time};

/// The database and its pool.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Database")]
pub struct DatabaseConfig {
    /// `postgres://user:password@host/name`, or `sqlite://path/to/file.db`
    #[arg(
        long,
        env = "DATABASE_URL",
        value_name = "URL",
        hide_env_values = true,
        default_value = "sqlite://data/plenary.db"
    )]
    pub database_url: DatabaseUrl,

    /// Connections the pool may open
    #[arg(long, env = "PLENARY_DATABASE_CONNECTIONS", value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=1000), default_value = "4")]
    pub database_connections: u32,

    /// How long a request waits for a connection before it answers 503
    #[arg(long, env = "PLENARY_DATABASE_TIMEOUT", value_name = "DURATION", value_parser = some_time,
        default_value = "3s")]
    pub database_timeout: Duration,
}
