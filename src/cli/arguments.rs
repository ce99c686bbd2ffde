//! Commands and their own arguments. Every setting is a flag of every command, from `config`.

use clap::{Parser, Subcommand, ValueEnum};
use uuid::Uuid;

use crate::config::{Config, Secret};

/// The backend of a community that meets
#[derive(Debug, Parser)]
#[command(name = "plenary", version, max_term_width = 110)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) config: Config,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Migrate the database and serve the API until SIGINT or SIGTERM, working on jobs beside it
    Serve {
        /// Leave the jobs to `plenary worker`
        #[arg(long, env = "PLENARY_NO_WORKER")]
        no_worker: bool,
    },
    /// Work on jobs until SIGINT or SIGTERM; any number of workers share one database
    Worker,
    /// Show how the queue stands, and the jobs that failed
    Jobs {
        #[command(subcommand)]
        action: Option<JobsAction>,
    },
    /// Change or show the schema of the database
    Migrate {
        #[command(subcommand)]
        action: MigrateAction,
    },
    /// Delete everything in the database and migrate it anew
    RecreateDb {
        /// Needed in the staging and production profiles
        #[arg(long)]
        yes: bool,
    },
    /// Fill a fresh database with the baseline fixture
    SeedDb,
    /// Make an administrator
    CreateAdmin(Administrator),
    /// Make users with chats and messages, to try the program with many of them
    CreateFakeChats {
        /// How many users
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
        total: u64,
        /// Needed in the staging and production profiles
        #[arg(long)]
        yes: bool,
    },
    /// Write the API's document; needs no database
    Openapi {
        /// The form of the document
        #[arg(long, value_enum, default_value = "json")]
        format: DocumentFormat,
    },
}

/// What to do with a job.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum JobsAction {
    /// Let a failed job begin anew
    Retry {
        /// Its name, as `plenary jobs` shows it
        id: Uuid,
    },
}

/// What to do with the schema.
#[derive(Clone, Copy, Debug, Subcommand)]
pub(super) enum MigrateAction {
    /// Apply what is pending
    Up,
    /// Take the last migration back
    Down {
        /// How many to take back
        #[arg(long, value_name = "N", default_value = "1")]
        steps: u32,
    },
    /// Show what is applied and what is pending
    Status,
}

/// Who the administrator is.
#[derive(Debug, clap::Args)]
pub(super) struct Administrator {
    /// The name to log in with
    #[arg(long, env = "PLENARY_ADMIN_USERNAME", value_name = "NAME")]
    pub(super) username: String,
    /// The address to log in with
    #[arg(long, env = "PLENARY_ADMIN_EMAIL", value_name = "EMAIL")]
    pub(super) email: String,
    /// The password; asked for when it is not given
    #[arg(long, env = "PLENARY_ADMIN_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub(super) password: Option<Secret>,
}

/// The form of the document.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DocumentFormat {
    Json,
    Yaml,
}
