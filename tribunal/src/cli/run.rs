//! `tribunal run`: the engine against a server of any language.

use std::{process::ExitCode, sync::Arc, time::Duration};

use super::{
    args::{RunArgs, Selection},
    environment,
    reporter::{Reporter, print},
    slots,
};
use crate::{
    check::Strictness,
    document::Document,
    plan::{Plan, PlanOptions},
    run::{RemoteServer, RunOptions},
    transport::Limits,
};

/// Runs, reports and says how it ended. The error is one message for exit code 2.
pub(super) fn run(args: &RunArgs) -> Result<ExitCode, String> {
    if args.no_color {
        anstream::ColorChoice::Never.write_global();
    }
    let document = args.source.load(args.document.as_deref().unwrap_or_default())?;
    let plan = selected(Arc::new(document), &args.selection)?;
    if args.names {
        let names: Vec<String> =
            plan.transactions.iter().map(|transaction| format!("{}\n", transaction.name)).collect();
        return print(&names.concat()).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string());
    }
    if args.dry_run {
        return print(&dry(&plan)).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string());
    }
    RemoteServer::new(args.base_url.as_deref().unwrap_or_default())?;
    let options = options(args);
    let reporters = Reporter::open(&args.reporter)?;
    let document = plan.document.clone();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no runtime: {error}"))?;
    let result = runtime.block_on(environment::tried(plan, args, options))?;
    for reporter in reporters {
        let text = reporter.format.rendered(&document, &result, reporter.style());
        reporter.write(&text)?;
    }
    Ok(ExitCode::from(result.exit_code()))
}

/// The plan of what is selected; nothing selected is a mistake and not a success.
pub(super) fn selected(document: Arc<Document>, selection: &Selection) -> Result<Plan, String> {
    let options = PlanOptions {
        only: selection.only.clone(),
        methods: selection.method.clone(),
        order: selection.order,
    };
    let plan = Plan::of(document, &options);
    match (plan.transactions.is_empty(), plan.filtered) {
        (false, _) => Ok(plan),
        (true, 0) => Err(format!("{}: the document has no operation to try", plan.document.file_name())),
        (true, filtered) => Err(format!(
            "--only and --method leave nothing of {filtered} transactions; `tribunal run {} --names` lists them",
            plan.document.file_name()
        )),
    }
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
pub(super) fn dry(plan: &Plan) -> String {
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
