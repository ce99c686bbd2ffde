//! The suite as a command: against fresh in-process servers, or against one elsewhere; and the recorder.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command speaks to its user there")]

use std::{io::IsTerminal, path::PathBuf, process::ExitCode};

use clap::Parser;
use plenary_contract::{
    record::record,
    suite::{HINT, Suite},
};
use tribunal::{
    check::Examples,
    document::Document,
    hooks::Pattern,
    isolation::DatabaseChoice,
    plan::{Order, PlanOptions},
    report::console::{self, Look, Style},
    result::{RunResult, Verdict},
    run::Event,
};

/// Tries every example of Plenary's document.
#[derive(Parser)]
#[command(name = "plenary-contract", version)]
struct Arguments {
    /// A server that runs already, on the baseline fixture: `http://127.0.0.1:8080`
    #[arg(long, value_name = "URL")]
    url: Option<String>,

    /// Where databases come from: auto, testcontainers, local, sqlite or a URL. Beside `--url` it is the database of that server, put back after every example
    #[arg(long, env = "TRIBUNAL_DATABASE", value_name = "DATABASE", default_value = "auto")]
    database: DatabaseChoice,

    /// How many databases with a server each
    #[arg(long, value_name = "N", default_value = "4")]
    slots: usize,

    /// document, sorted or random:SEED
    #[arg(long, value_name = "ORDER", default_value = "document")]
    order: Order,

    /// Only examples whose id or name matches; `*` stands for anything
    #[arg(long, value_name = "GLOB")]
    only: Vec<String>,

    /// Write the answers of the server into the example files instead
    #[arg(long, conflicts_with = "url")]
    record: bool,

    /// Where the example files are
    #[arg(long, value_name = "FOLDER", default_value = "openapi/examples")]
    examples: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return refuse(&error),
    };
    runtime.block_on(async {
        if arguments.record { record_all(arguments).await } else { try_all(arguments).await }
    })
}

fn refuse(error: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("plenary-contract: {error}");
    ExitCode::from(2)
}

async fn record_all(arguments: Arguments) -> ExitCode {
    match record(&arguments.examples, arguments.database).await {
        Ok(recorded) => {
            for path in &recorded.changed {
                println!("changed {path}");
            }
            for problem in &recorded.problems {
                eprintln!("{problem}");
            }
            println!("{} examples recorded, {} files changed", recorded.examples, recorded.changed.len());
            ExitCode::from(u8::from(!recorded.problems.is_empty()))
        }
        Err(error) => refuse(&error),
    }
}

async fn try_all(arguments: Arguments) -> ExitCode {
    let elsewhere = arguments.url.is_some();
    let suite = Suite {
        database: arguments.database,
        slots: arguments.slots,
        plan: PlanOptions {
            order: arguments.order,
            only: arguments.only.into_iter().map(Pattern::new).collect(),
            ..PlanOptions::default()
        },
        url: arguments.url,
        // Times, ids and tokens of a server elsewhere are its own.
        examples: if elsewhere { Examples::Shape } else { Examples::Exact },
        ..Suite::default()
    };
    let document = match suite.plan() {
        Ok(plan) => plan.document,
        Err(error) => return refuse(&error),
    };
    let session = match suite.open().await {
        Ok(session) => session,
        Err(error) => return refuse(&error),
    };
    session.run_all(&|event| show(&document, &event)).await;
    let result = session.close().await;
    println!("{}", console::render_summary(&result, look()));
    exit_code(&result)
}

fn show(document: &Document, event: &Event) {
    match event {
        Event::Finished(result) if matches!(result.verdict, Verdict::Failed | Verdict::Error(_)) => {
            println!("{}", console::render_failure(document, result, look()));
        }
        Event::Finished(result) => println!("{}", console::render_line(result, look())),
        Event::Stopped { reason } => println!("{reason}"),
        Event::Started { .. } => {}
    }
}

fn look() -> Look<'static> {
    let style = if std::io::stdout().is_terminal() { Style::Colour } else { Style::Plain };
    Look { style, hint: Some(HINT) }
}

fn exit_code(result: &RunResult) -> ExitCode {
    ExitCode::from(result.exit_code())
}
