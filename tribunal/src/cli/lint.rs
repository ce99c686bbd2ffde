//! `tribunal lint`: what is wrong with the documentation itself.

use std::{process::ExitCode, sync::Arc};

use clap::Args;

use super::reporter::print;
use crate::{
    document::Document,
    plan::{Plan, PlanOptions},
};

#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// The OpenAPI document: a file, JSON or YAML.
    document: String,
}

/// Prints the defects. The error is one message for exit code 2.
pub(super) fn run(args: &LintArgs) -> Result<ExitCode, String> {
    let document = Document::load(&args.document).map_err(|error| error.to_string())?;
    let defects = Plan::of(Arc::new(document), &PlanOptions::default()).defects;
    let lines: Vec<String> =
        defects.iter().map(|d| format!("{}: {} ({})\n", d.position, d.message, d.code)).collect();
    print(&lines.concat()).map_err(|error| error.to_string())?;
    Ok(ExitCode::from(u8::from(!defects.is_empty())))
}
