//! How long rows are kept that nobody needs any more.

use std::time::Duration;

use super::value::duration;

/// What the hourly purge removes.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Retention")]
pub struct RetentionConfig {
    /// How long what is in the trash is kept, and a login session past its end
    #[arg(long, env = "PLENARY_TRASH_RETENTION", value_name = "DURATION", value_parser = duration,
        default_value = "30d")]
    pub trash_retention: Duration,

    /// How long a job that succeeded is kept; failed ones are kept as long as what is in the trash
    #[arg(long, env = "PLENARY_JOB_RETENTION", value_name = "DURATION", value_parser = duration,
        default_value = "7d")]
    pub job_retention: Duration,
}
