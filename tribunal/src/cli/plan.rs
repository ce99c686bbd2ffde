//! `tribunal plan`: what would be sent.

use std::{process::ExitCode, sync::Arc};

use clap::Args;

use super::{
    args::Selection,
    reporter::print,
    run::{dry, selected},
};
use crate::document::Document;

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// The OpenAPI document: a file, JSON or YAML.
    document: String,
    #[command(flatten)]
    selection: Selection,
}

/// Prints the plan. The error is one message for exit code 2.
pub(super) fn run(args: &PlanArgs) -> Result<ExitCode, String> {
    let document = Document::load(&args.document).map_err(|error| error.to_string())?;
    let plan = selected(Arc::new(document), &args.selection)?;
    print(&dry(&plan)).map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}
