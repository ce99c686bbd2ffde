//! Work behind the answers: how much at once, and how patiently.

use std::time::Duration;

use super::value::{duration, some_time};

/// The queue and its workers.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Jobs")]
pub struct JobConfig {
    /// Jobs a process works on at once; each holds one connection to the database
    #[arg(long, env = "PLENARY_JOB_CONCURRENCY", value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1000), default_value = "2")]
    pub job_concurrency: u16,

    /// How long a worker may be silent before its jobs are given to another
    #[arg(long, env = "PLENARY_JOB_LEASE", value_name = "DURATION", value_parser = some_time, default_value = "6s")]
    pub job_lease: Duration,

    /// Attempts before a job counts as dead
    #[arg(long, env = "PLENARY_JOB_ATTEMPTS", value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1000), default_value = "10")]
    pub job_attempts: u16,

    /// The wait before the second attempt; it doubles with each further one, up to five minutes
    #[arg(long, env = "PLENARY_JOB_BACKOFF", value_name = "DURATION", value_parser = duration, default_value = "1s")]
    pub job_backoff: Duration,

    /// How often the queue is looked at when nothing announces a job
    #[arg(long, env = "PLENARY_JOB_POLL", value_name = "DURATION", value_parser = some_time, default_value = "2s")]
    pub job_poll: Duration,

    /// How long a due job may wait, while no worker is on any, before `/check` answers that the queue is down
    #[arg(long, env = "PLENARY_JOB_STALL", value_name = "DURATION", value_parser = some_time, default_value = "1m")]
    pub job_stall: Duration,
}
