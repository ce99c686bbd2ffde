//! What the command line accepts.

use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};

use super::{
    completions::CompletionsArgs,
    fields::{ActorField, Field},
    hooks::HookArgs,
    init::InitArgs,
    lint::LintArgs,
    manual::ManArgs,
    plan::PlanArgs,
    reporter::ReporterSpec,
    seconds::seconds,
    selection::Selection,
    server::ServerArgs,
    source::SourceArgs,
};
use crate::{check::Examples, plan::Plan};

/// Tries an HTTP API against its own OpenAPI document: every documented example is sent, every answer is judged.
#[derive(Debug, Parser)]
#[command(
    name = "tribunal",
    version,
    about,
    after_help = "\
Examples:
  tribunal run openapi.yaml http://127.0.0.1:8080
      send every documented example to a server that runs
  tribunal run openapi.yaml --server 'flask run --port {port}' --database auto
      start the server on a new database, which is put back before every example
  tribunal run openapi.yaml --server 'flask run --port {port}' -j 4
      the same at four slots, each with a server, a port and a database of its own
  tribunal run http://127.0.0.1:8000/openapi.json --server 'uvicorn main:app --port {port}'
      a document that the server itself gives
  tribunal run
      in a folder with a tribunal.toml or a dredd.yml, which say the rest
  tribunal plan openapi.yaml
  tribunal lint openapi.yaml
  tribunal completions bash > ~/.local/share/bash-completion/completions/tribunal
  tribunal man run | man -l -

Exit codes: 0 all passed, 1 findings, 2 wrong usage, document or environment."
)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Send every documented example to a running server and judge the answers.
    Run(Box<RunArgs>),
    /// Show what would be sent, and what cannot be tried and why.
    Plan(PlanArgs),
    /// Find what is wrong with the documentation itself.
    Lint(LintArgs),
    /// Write a tribunal.toml from a dredd.yml or for a document.
    Init(InitArgs),
    /// Print the completions of a shell.
    Completions(CompletionsArgs),
    /// Print a page of the manual, for man.
    Man(ManArgs),
}

/// What happens to the database after each transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Reset {
    /// Put back to what it was when the run began. Needs --database, or --server.
    Snapshot,
    /// Nothing.
    None,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tribunal run
      in a folder with a tribunal.toml or a dredd.yml, which say the rest
  tribunal run openapi.yaml http://127.0.0.1:8080
  tribunal run openapi.yaml http://127.0.0.1:8080 --database postgres://user@localhost/shop
      puts the server's database back to what it was after every example
  tribunal run openapi.yaml http://127.0.0.1:8080 --only 'createUser/*' --method POST
  tribunal run openapi.yaml http://127.0.0.1:8080 --header 'Authorization: Bearer abc' --actor 'admin=Authorization: Bearer xyz'
      everybody is abc, examples with `x-actor: admin` are xyz, anonymous ones have no credentials
  tribunal run openapi.yaml http://127.0.0.1:8080 --reporter console --reporter junit:report.xml --reporter html:report.html
  tribunal run openapi.yaml http://127.0.0.1:8080 --reporter console --reporter github --reporter markdown:summary.md
      on GitHub Actions: failures at the lines of the document, and a summary
  tribunal run openapi.yaml --server 'flask run --port {port}' --database auto --hookfiles 'hooks/*.py' --language python
      starts the server on a new database (DATABASE_URL) and runs Dredd's hooks in Python
  tribunal run http://127.0.0.1:8000/openapi.json --server 'uvicorn main:app --port {port}'
      a document that the server itself gives: it is read when the server stands
  tribunal run openapi.yaml --server 'flask run --port {port}' --database auto -j 4
      four slots, each with a server, a port, a database and a hook handler of its own
  tribunal run openapi.yaml http://127.0.0.1:3000 --server 'npm start' --reset-command 'npm run db:reset'
      a store of any kind, which the command brings to its baseline before every example
  tribunal run openapi.yaml --names

Exit codes: 0 all passed, 1 findings, 2 wrong usage, document or environment.")]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line are independent")]
pub(super) struct RunArgs {
    /// The OpenAPI document, JSON or YAML: a file or an http(s) address [default: what tribunal.toml or dredd.yml of this
    /// folder says].
    #[arg(required = true)]
    pub(super) document: Option<String>,
    #[command(flatten)]
    pub(super) source: SourceArgs,
    /// Where the server listens, with the path that all operations begin with, if there is one [default: a document's
    /// address that is of this machine; with --server else a free port, told by `{port}` and `PORT`].
    #[arg(value_name = "BASE-URL")]
    pub(super) base_url: Option<String>,
    /// Read options from this file, tribunal.toml or dredd.yml; what stands on the command line has precedence.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<String>,
    #[command(flatten)]
    pub(super) server: ServerArgs,
    /// The database the server works on (postgres://..., mysql://..., mariadb://... or sqlite:FILE): put back to its
    /// present state after each example. With --server also auto, testcontainers, local or sqlite: a new one, named by
    /// `DATABASE_URL`.
    #[arg(long, value_name = "URL")]
    pub(super) database: Option<String>,
    /// What happens to that database after each example [default: snapshot with --database or --server, else none].
    #[arg(long, value_enum)]
    pub(super) reset: Option<Reset>,
    /// Instead: a command that brings the store, whichever it is, to its baseline. It runs through the shell before
    /// every example, and exit code 0 is the proof; it finds `DATABASE_URL`, `PORT` and `TRIBUNAL_SLOT` (1, 2...).
    #[arg(long, value_name = "COMMAND", conflicts_with = "reset", value_parser = NonEmptyStringValueParser::new())]
    pub(super) reset_command: Option<String>,
    /// Seconds that it may take.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds)]
    pub(super) reset_timeout: Duration,
    #[command(flatten)]
    pub(super) selection: Selection,
    /// Print the names of the transactions, as hooks bind to them, and send nothing.
    #[arg(long)]
    pub(super) names: bool,
    /// Print what would be sent, and send nothing.
    #[arg(long, conflicts_with = "names")]
    pub(super) dry_run: bool,
    /// A header for every request that does not have it. May be repeated.
    #[arg(long, value_name = "K: V")]
    pub(super) header: Vec<Field>,
    /// A header that makes a request that actor's (`x-actor` in the document). May be repeated, also for one actor.
    #[arg(long, value_name = "NAME=K: V")]
    pub(super) actor: Vec<ActorField>,
    /// Where results go: console, dot, github, json or markdown, to standard output or to a file (json:report.json);
    /// html:FILE, har:FILE or junit:FILE. May be repeated [default: console].
    #[arg(long, value_name = "NAME[:FILE]")]
    pub(super) reporter: Vec<ReporterSpec>,
    /// How many slots. With --server each has a server and a new database of its own, and half of them work while the
    /// others are put back; where nothing is put back, so many transactions run at once against one server.
    #[arg(short = 'j', long, value_name = "SLOTS", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) slots: u16,
    /// How answers are compared with the examples: exact (but for x-volatile places), shape or off.
    #[arg(long, value_name = "HOW", default_value = "shape")]
    pub(super) examples: Examples,
    /// Also report undocumented headers and properties, and lists that are empty where nothing else shows their items.
    #[arg(long)]
    pub(super) strict: bool,
    /// Fail the run if more transactions than this are skipped.
    #[arg(long, value_name = "N")]
    pub(super) max_skips: Option<usize>,
    /// Stop after the first transaction that does not pass.
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// Repeat on standard error what the server and the hook handlers print.
    #[arg(long)]
    pub(super) show_output: bool,
    /// No colours, whatever the terminal can do.
    #[arg(long)]
    pub(super) no_color: bool,
    /// Seconds an exchange may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(super) timeout: u64,
    // Last, for its heading would stand over all that follows.
    #[command(flatten)]
    pub(super) hooks: HookArgs,
}

impl RunArgs {
    /// The plan of what is selected of the document.
    pub(super) fn plan(&self) -> Result<Plan, String> {
        self.selection.plan(&self.source, self.document.as_deref().unwrap_or_default())
    }
}
