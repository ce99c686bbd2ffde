//! From the process's arguments to its exit code.

use std::process::ExitCode;

use clap::Parser;

use super::{
    args::{Cli, Command},
    completions, config, init, lint, manual, plan,
    reporter::complain,
    run,
};

/// The exit code of wrong usage, document or environment.
const BROKEN: u8 = 2;

/// Parses the process's arguments, runs the command and says how it ended:
/// 0 all passed, 1 findings, 2 wrong usage, document or environment.
pub fn main() -> ExitCode {
    let words = match config::words(std::env::args_os().collect()) {
        Ok(words) => words,
        Err(message) => {
            complain(&message);
            return ExitCode::from(BROKEN);
        }
    };
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(help_or_error) => {
            // If the terminal is gone there is nobody left to tell; the exit code still does.
            drop(help_or_error.print());
            return ExitCode::from(if help_or_error.use_stderr() { BROKEN } else { 0 });
        }
    };
    let ended = match cli.command {
        Command::Run(args) => run::run(&args),
        Command::Plan(args) => plan::run(&args),
        Command::Lint(args) => lint::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => manual::run(&args),
    };
    ended.unwrap_or_else(|message| {
        complain(&message);
        ExitCode::from(BROKEN)
    })
}
