//! `tribunal run`: the engine against a server of any language.

use std::{process::ExitCode, time::Duration};

use super::{
    args::RunArgs,
    base_url::BaseUrl,
    environment,
    reporter::{Reporter, print},
    selection::names,
    slots,
};
use crate::{check::Strictness, plan::Plan, run::RunOptions, transport::Limits};

/// Runs, reports and says how it ended. The error is one message for exit code 2.
pub(super) fn run(args: &RunArgs) -> Result<ExitCode, String> {
    if args.no_color {
        anstream::ColorChoice::Never.write_global();
    }
    if args.names || args.dry_run {
        let plan = args.plan()?;
        let text = if args.names { names(&plan) } else { dry(&plan) };
        return print(&text).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string());
    }
    let base_url = BaseUrl::of(args)?;
    let plan = if base_url.gives(args) { None } else { Some(args.plan()?) };
    let options = options(args);
    let reporters = Reporter::open(&args.reporter)?;
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no runtime: {error}"))?;
    let (document, result) = runtime.block_on(environment::tried(plan, &base_url, args, options))?;
    for reporter in reporters {
        let text = reporter.format.rendered(&document, &result, reporter.style());
        reporter.write(&text)?;
    }
    Ok(ExitCode::from(result.exit_code()))
}

/// All but the slots, which are known when the servers stand.
fn options(args: &RunArgs) -> RunOptions {
    RunOptions {
        restore_timeout: slots::restore_timeout(args),
        examples: args.examples,
        strictness: if args.strict { Strictness::STRICT } else { Strictness::default() },
        headers: args.header.iter().map(|field| (field.name.clone(), field.value.clone())).collect(),
        max_skips: args.max_skips,
        fail_fast: args.fail_fast,
        limits: Limits { total: Duration::from_secs(args.timeout), ..Limits::default() },
        ..RunOptions::default()
    }
}

/// What would be sent, one line each.
fn dry(plan: &Plan) -> String {
    let lines = plan.transactions.iter().map(|transaction| {
        let request = &transaction.request;
        let skip = match &transaction.skip {
            None => String::new(),
            Some(reason) => format!("\n    not sent: {reason}"),
        };
        format!("{} {}  {}{skip}\n", request.method, request.uri, transaction.id)
    });
    lines.collect::<Vec<_>>().concat()
}
