//! What is measured, and with what.

use std::path::PathBuf;
use std::time::Duration;

/// The same work by Plenary and by Celery with Redis
#[derive(Debug, clap::Parser)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Measure; `bench/queue/run` knows how to call this
    Measure(Measure),
    /// A worker that knows only a job which does nothing
    Worker {
        /// The database of the queue
        database_url: String,
    },
}

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Measure {
    /// The program `plenary`
    #[arg(long)]
    pub(crate) plenary: PathBuf,
    /// The folder of the peer's programs: python, celery, gunicorn
    #[arg(long)]
    pub(crate) python: PathBuf,
    /// The folder of the peer's source
    #[arg(long)]
    pub(crate) peer: PathBuf,
    /// A PostgreSQL server whose databases may be made and dropped: its URL without a database
    #[arg(long)]
    pub(crate) postgres: String,
    /// A Redis server that may be emptied
    #[arg(long)]
    pub(crate) redis: String,
    /// Where the processes write their logs
    #[arg(long)]
    pub(crate) logs: PathBuf,
    /// How often all of it is measured; the table shows medians
    #[arg(long, default_value = "3")]
    pub(crate) rounds: usize,
    /// No-op jobs
    #[arg(long, default_value = "10000")]
    pub(crate) jobs: usize,
    /// Messages sent as fast as they are accepted
    #[arg(long, default_value = "4000")]
    pub(crate) messages: usize,
    /// Connections that send them
    #[arg(long, default_value = "16")]
    pub(crate) connections: usize,
    /// Messages a second while latency is measured
    #[arg(long, default_value = "50", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) rate: u32,
    /// For how many seconds latency is measured
    #[arg(long, default_value = "10")]
    pub(crate) seconds: u32,
    /// Processes that serve, and processes that execute jobs
    #[arg(long, default_value = "2")]
    pub(crate) processes: usize,
}

impl Measure {
    /// How many messages are sent while latency is measured.
    pub(crate) fn paced(&self) -> usize {
        (self.rate * self.seconds) as usize
    }

    /// The time from one of them to the next.
    pub(crate) fn pace(&self) -> Duration {
        Duration::from_secs(1) / self.rate
    }
}
