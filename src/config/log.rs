//! What is logged, and how.

/// The form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The log, on standard error.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Log")]
pub struct LogConfig {
    /// What to log: a level, or directives such as `info,plenary=debug`
    #[arg(
        long,
        env = "PLENARY_LOG",
        value_name = "FILTER",
        default_value = "info,object_store=warn,poem=warn,sea_orm_migration=warn,sqlx=warn"
    )]
    pub log: String,

    /// The form of a log line
    #[arg(long, env = "PLENARY_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}
