//! Commands and their own arguments. Every setting is a flag of every command, from `config`.

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::Config;

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
    /// Migrate the database and serve the API until SIGINT or SIGTERM
    Serve,
    /// Write the API's document; needs no database
    Openapi {
        /// The form of the document
        #[arg(long, value_enum, default_value = "json")]
        format: DocumentFormat,
    },
}

/// The form of the document.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DocumentFormat {
    Json,
    Yaml,
}
