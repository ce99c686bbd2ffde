//! `tribunal lint`: what is wrong with the documentation itself.

use std::{process::ExitCode, sync::Arc};

use clap::Args;

use super::{plan::OutputFormat, reporter::print, source::SourceArgs};
use crate::{
    plan::{Plan, PlanOptions},
    report::{
        console::{Style, render_defects},
        planned,
    },
};

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// The OpenAPI document, JSON or YAML: a file or an http(s) address.
    document: String,
    #[command(flatten)]
    source: SourceArgs,
    /// How the defects are written.
    #[arg(long, value_enum, default_value_t)]
    format: OutputFormat,
}

/// Prints the defects: exit code 0 for none, 1 for some. The error is one message for exit code 2.
pub(super) fn run(args: &LintArgs) -> Result<ExitCode, String> {
    let document = args.source.load(&args.document)?;
    let plan = Plan::of(Arc::new(document), &PlanOptions::default());
    let text = match args.format {
        OutputFormat::Text => render_defects(&plan.document, &plan.defects, Style::Colour),
        OutputFormat::Json => format!("{:#}\n", planned::defects(&plan.defects)),
    };
    print(&text).map_err(|error| error.to_string())?;
    Ok(ExitCode::from(u8::from(!plan.defects.is_empty())))
}
