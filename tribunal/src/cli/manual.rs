//! `tribunal man`: the help as pages of the manual.

use std::process::ExitCode;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::{args::Cli, reporter::print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tribunal man | man -l -
  tribunal man run > /usr/local/share/man/man1/tribunal-run.1")]
pub(super) struct ManArgs {
    /// The command that the page is about [default: tribunal itself].
    command: Option<String>,
}

/// Prints the page. The error is one message for exit code 2.
pub(super) fn run(args: &ManArgs) -> Result<ExitCode, String> {
    let mut command = Cli::command();
    // Names the commands as their pages are named: tribunal-run.
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => command.find_subcommand(name).cloned().ok_or_else(|| unknown(&command, name))?,
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text).map_err(|error| error.to_string())?;
    print(&String::from_utf8_lossy(&text)).map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

fn unknown(command: &Command, name: &str) -> String {
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    format!("there is no command `{name}`; there are {}", names.join(", "))
}
