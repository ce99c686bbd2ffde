//! `tribunal completions`: what a shell offers after a tab.

use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{args::Cli, reporter::print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tribunal completions bash > ~/.local/share/bash-completion/completions/tribunal
  tribunal completions zsh > ~/.zfunc/_tribunal
  tribunal completions fish > ~/.config/fish/completions/tribunal.fish")]
pub(super) struct CompletionsArgs {
    /// The shell that reads them.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints them. The error is one message for exit code 2.
pub(super) fn run(args: &CompletionsArgs) -> Result<ExitCode, String> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "tribunal", &mut script);
    print(&String::from_utf8_lossy(&script)).map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}
