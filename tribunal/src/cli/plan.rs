//! `tribunal plan`: what would be sent.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{
    reporter::print,
    selection::{Selection, names},
    source::SourceArgs,
};
use crate::{
    plan::Plan,
    report::{
        console::{Style, render_plan},
        planned,
    },
};

/// How a plan or its defects are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// The OpenAPI document, JSON or YAML: a file or an http(s) address.
    document: String,
    #[command(flatten)]
    source: SourceArgs,
    /// How the plan is written.
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
    /// Only the names of the transactions, as hooks bind to them.
    #[arg(long, conflicts_with = "format")]
    names: bool,
    #[command(flatten)]
    selection: Selection,
}

/// Prints the plan. The error is one message for exit code 2.
pub(super) fn run(args: &PlanArgs) -> Result<ExitCode, String> {
    let plan = args.selection.plan(&args.source, &args.document)?;
    print(&rendered(&plan, args)).map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

fn rendered(plan: &Plan, args: &PlanArgs) -> String {
    if args.names {
        return names(plan);
    }
    match args.format {
        OutputFormat::Text => render_plan(plan, Style::Colour),
        OutputFormat::Json => format!("{:#}\n", planned::plan(plan)),
    }
}
