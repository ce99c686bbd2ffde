//! Plans documents of the world: each in a process of its own, so that a panic, an endless loop and the peak of memory
//! belong to one document. See `bench/documents/README.md`.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

mod corpus;
mod one;
mod table;

use std::{path::PathBuf, process::ExitCode, time::Duration};

use anyhow::Result;
use clap::Parser;

/// Plans every OpenAPI document below the given paths and tells what came of it.
#[derive(Debug, Parser)]
struct Args {
    /// Files, and folders in which every JSON and YAML file that says `openapi` or `swagger` is a document.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Plan this one document in this process and print its figures as JSON.
    #[arg(long, hide = true)]
    one: bool,
    /// Take every n-th document of a folder with more than a hundred.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    every: u16,
    /// Seconds one document may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Milliseconds one document may take; more is a failure.
    #[arg(long, value_name = "MS")]
    max_ms: Option<u64>,
    /// MiB of memory one document may take; more is a failure.
    #[arg(long, value_name = "MIB")]
    max_mib: Option<u64>,
    /// How many documents have a row of their own.
    #[arg(long, value_name = "N", default_value_t = 12)]
    rows: usize,
}

fn main() -> Result<ExitCode> {
    let args = Args::parse();
    if args.one {
        for path in &args.paths {
            println!("{}", one::plan(path));
        }
        return Ok(ExitCode::SUCCESS);
    }
    let documents = corpus::documents(&args.paths, usize::from(args.every))?;
    let limit = Duration::from_secs(args.timeout);
    let mut outcomes = Vec::new();
    for document in &documents {
        outcomes.push(one::in_process(document, limit)?);
    }
    print!("{}", table::render(&outcomes, args.rows));
    let failures = table::failures(&outcomes, args.max_ms, args.max_mib);
    print!("{failures}");
    Ok(if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
