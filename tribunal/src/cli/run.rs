//! `tribunal run`: the engine against a server that runs already.

use std::{collections::BTreeSet, process::ExitCode, sync::Arc, time::Duration};

use super::{
    args::{Reset, RunArgs, Selection},
    interrupt,
    progress::Progress,
    reporter::{Format, Reporter, complain, print},
};
use crate::{
    check::Strictness,
    document::Document,
    hooks::Hooks,
    isolation::DatabaseChoice,
    plan::{Actor, Plan, PlanOptions, Transaction},
    report::{
        self,
        console::{Style, render_failure, render_summary},
    },
    result::{RunResult, Verdict},
    run::{Provision, RemoteInstance, RemoteServer, ResetMode, RunOptions, Session},
    transport::{Headers, Limits},
};

/// Runs, reports and says how it ended. The error is one message for exit code 2.
pub(super) fn run(args: &RunArgs) -> Result<ExitCode, String> {
    let document = args.source.load(&args.document)?;
    let plan = selected(Arc::new(document), &args.selection)?;
    if args.names {
        let names: Vec<String> =
            plan.transactions.iter().map(|transaction| format!("{}\n", transaction.name)).collect();
        return print(&names.concat()).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string());
    }
    if args.dry_run {
        return print(&dry(&plan)).map(|()| ExitCode::SUCCESS).map_err(|error| error.to_string());
    }
    let server = RemoteServer::new(args.base_url.as_deref().unwrap_or_default())?;
    let options = options(args)?;
    let reporters = Reporter::open(&args.reporter)?;
    let document = plan.document.clone();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("no runtime: {error}"))?;
    let result = runtime.block_on(tried(plan, server, args, options))?;
    for reporter in reporters {
        let text = match reporter.format {
            Format::Console => console(&document, &result, reporter.style()),
            Format::Junit => report::junit::render(&result),
            Format::Json => format!("{:#}\n", report::json::render(&document, &result)),
        };
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

fn options(args: &RunArgs) -> Result<RunOptions, String> {
    let provision = match (&args.database, args.reset) {
        (None, Some(Reset::Snapshot)) => {
            return Err("--reset snapshot needs --database URL: the database the server works on".to_owned());
        }
        (None, _) | (Some(_), Some(Reset::None)) => Provision::Nothing,
        (Some(text), _) => match text.parse::<DatabaseChoice>().map_err(|error| error.to_string())? {
            DatabaseChoice::Url(url) => Provision::AsItStands(url),
            other => {
                return Err(format!(
                    "--database {other}: a server that runs already has its database; give its URL"
                ));
            }
        },
    };
    if matches!(provision, Provision::AsItStands(_)) && args.slots > 1 {
        return Err(format!("-j {}: one database is one slot; leave -j out with --database", args.slots));
    }
    Ok(RunOptions {
        slots: usize::from(args.slots),
        provision,
        reset: if args.reset == Some(Reset::None) { ResetMode::None } else { ResetMode::Snapshot },
        examples: args.examples,
        strictness: if args.strict { Strictness::STRICT } else { Strictness::default() },
        headers: args.header.iter().map(|field| (field.name.clone(), field.value.clone())).collect(),
        max_skips: args.max_skips,
        fail_fast: args.fail_fast,
        limits: Limits { total: Duration::from_secs(args.timeout), ..Limits::default() },
        ..RunOptions::default()
    })
}

fn actors(args: &RunArgs) -> Hooks<RemoteInstance> {
    let mut known: Vec<(&str, Headers)> = Vec::new();
    for actor in &args.actor {
        let field = (actor.field.name.clone(), actor.field.value.clone());
        match known.iter_mut().find(|(name, _)| *name == actor.actor) {
            Some((_, headers)) => headers.set(field.0, field.1),
            None => known.push((&actor.actor, Headers::from_iter([field]))),
        }
    }
    known.into_iter().fold(Hooks::new(), |hooks, (name, headers)| hooks.actor(name, move |_| headers.clone()))
}

/// The actors that the plan needs and the command line does not know.
fn strangers<'p>(transactions: &'p [Transaction], args: &RunArgs) -> BTreeSet<&'p str> {
    let named = transactions.iter().filter(|transaction| transaction.skip.is_none());
    let named = named.filter_map(|transaction| match &transaction.actor {
        Actor::Named(name) => Some(name.as_str()),
        Actor::Default | Actor::Anonymous => None,
    });
    named.filter(|name| !args.actor.iter().any(|known| known.actor == **name)).collect()
}

async fn tried(
    plan: Plan,
    server: RemoteServer,
    args: &RunArgs,
    options: RunOptions,
) -> Result<RunResult, String> {
    let session =
        Session::open(plan, server, actors(args), options).await.map_err(|error| error.to_string())?;
    let strangers: Vec<String> =
        strangers(session.transactions(), args).iter().map(|name| format!("`{name}`")).collect();
    if !strangers.is_empty() {
        complain(&format!("nobody says who {} is: give --actor 'NAME=Header: value'", strangers.join(", ")));
    }
    let progress = Progress::new(session.transactions().len());
    let note = |event| progress.note(&event);
    tokio::select! {
        () = session.run_all(&note) => {}
        by = interrupt::asked() => session.interrupt(by),
    }
    progress.clear();
    tokio::select! {
        result = session.close() => Ok(result),
        by = interrupt::asked() => Err(format!("{by} while closing: what was started may still be there")),
    }
}

/// Every failure in full, in plan order, then the summary.
fn console(document: &Document, result: &RunResult, style: Style) -> String {
    let bad = result.transactions.iter().filter(|t| matches!(t.verdict, Verdict::Failed | Verdict::Error(_)));
    let failures: Vec<String> = bad.map(|t| format!("{}\n", render_failure(document, t, style))).collect();
    failures.concat() + &render_summary(result, style)
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
