//! The contract suite as tests: one for each documented example, named by its transaction.
//!
//! `cargo test --test contract` tries all of them on the first database that can be had,
//! `cargo test --test contract update_user` some; `TRIBUNAL_DATABASE=testcontainers|local|sqlite|URL`
//! says which database, `TRIBUNAL_SLOTS` how many of them.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a test program speaks to its user there")]

use std::{process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Failed, Trial};
use plenary_contract::{
    server::PlenaryServer,
    suite::{HINT, Suite},
};
use tokio::runtime::Runtime;
use tribunal::{
    document::Document,
    isolation::DatabaseChoice,
    plan::Transaction,
    report::console::{self, Look, Style},
    result::{RunResult, Verdict},
    run::Session,
};

fn main() -> ExitCode {
    match run(Arguments::from_args()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(mut arguments: Arguments) -> anyhow::Result<ExitCode> {
    let suite =
        Suite::on(setting("TRIBUNAL_DATABASE", DatabaseChoice::Auto)?).slots(setting("TRIBUNAL_SLOTS", 4)?);
    let plan = suite.plan()?;
    if arguments.list {
        let named = |transaction: &Transaction| Trial::test(transaction.id.clone(), || Ok(()));
        libtest_mimic::run(&arguments, plan.transactions.iter().map(named).collect()).exit();
    }
    // As many at once as there are slots; a slot that is restored makes the next test wait, not fail.
    arguments.test_threads.get_or_insert(suite.slots);
    let document = plan.document;
    let runtime = Arc::new(Runtime::new()?);
    let session = Arc::new(runtime.block_on(suite.open())?);
    let trials =
        session.transactions().iter().map(|transaction| trial(transaction, &document, &runtime, &session));
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    let result = runtime.block_on(session.close());
    println!("{}", summary(&result));
    for error in &result.errors {
        eprintln!("{error}");
    }
    Ok(if conclusion.has_failed() || !result.errors.is_empty() {
        ExitCode::from(101)
    } else {
        ExitCode::SUCCESS
    })
}

fn trial(
    transaction: &Transaction,
    document: &Arc<Document>,
    runtime: &Arc<Runtime>,
    session: &Arc<Session<PlenaryServer>>,
) -> Trial {
    let (document, runtime, session) = (document.clone(), runtime.clone(), session.clone());
    let transaction = transaction.clone();
    Trial::test(transaction.id.clone(), move || {
        let result = runtime.block_on(session.run_one(&transaction));
        match &result.verdict {
            Verdict::Passed => Ok(()),
            Verdict::Failed | Verdict::Error(_) => {
                let look = Look { style: Style::Plain, hint: Some(HINT) };
                Err(Failed::from(console::render_failure(&document, &result, look)))
            }
            Verdict::Skipped(_) => Err(Failed::from(format!(
                "{}\nnothing provokes this answer: give it an example in openapi/examples/{}.yaml or a hook in hooks/src/",
                result.verdict.reason().unwrap_or_default(),
                transaction.operation.label(),
            ))),
        }
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "libtest takes no flags of ours, so a test program is set by variables"
)]
fn setting<T: std::str::FromStr>(name: &str, default: T) -> anyhow::Result<T>
where
    T::Err: std::fmt::Display,
{
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|error| anyhow::anyhow!("{name}: {error}")),
        Err(_) => Ok(default),
    }
}

fn summary(result: &RunResult) -> String {
    let reset = result.summary().reset;
    format!(
        "database: {}\nreset on the critical path: p50 {:.3} ms, p95 {:.3} ms, max {:.3} ms over {} transactions",
        result.database.as_deref().unwrap_or("none"),
        reset.p50.as_secs_f64() * 1e3,
        reset.p95.as_secs_f64() * 1e3,
        reset.max.as_secs_f64() * 1e3,
        result.summary().requests,
    )
}
