//! What a run stands on, in the order it comes up: database, server, hook handlers, session. It goes down the other
//! way round, whatever has happened.

use std::collections::BTreeSet;

use super::{
    args::RunArgs, database::Database, hooks, interrupt, progress::Progress, reporter::complain,
    server::ServerProcess,
};
use crate::{
    hooks::Hooks,
    plan::{Actor, Plan, Transaction},
    result::RunResult,
    run::{Provision, RemoteInstance, RemoteServer, RunOptions, Session},
    transport::Headers,
};

/// Brings everything up, tries the plan and takes everything down. The error is one message.
pub(super) async fn tried(
    plan: Plan,
    server: RemoteServer,
    args: &RunArgs,
    options: RunOptions,
) -> Result<RunResult, String> {
    let database = tokio::select! {
        database = Database::choose(args) => database?,
        by = interrupt::asked() => return Err(format!("{by} before the run began")),
    };
    let result = served(plan, server, args, options, &database).await;
    let closed = database.close().await;
    let result = result?;
    closed.map(|()| result)
}

/// With the server, if it is ours to start. It has ended when this returns, so that its database can go.
async fn served(
    plan: Plan,
    server: RemoteServer,
    args: &RunArgs,
    options: RunOptions,
    database: &Database,
) -> Result<RunResult, String> {
    let base_url = args.base_url.as_deref().unwrap_or_default();
    let process = async {
        let Some(command) = &args.server.server else { return Ok(None) };
        let wait = args.server.server_wait;
        let started = ServerProcess::start(command, base_url, wait, database.variables(), args.show_output);
        started.await.map(Some)
    };
    let process = tokio::select! {
        process = process => process?,
        by = interrupt::asked() => return Err(format!("{by} before the server answered")),
    };
    let result = hooked(plan, server, args, options, database).await;
    if let Some(process) = process {
        let broke = result.as_ref().map_or(true, |result| !result.errors.is_empty());
        if let Some(obituary) = process.obituary(broke).await {
            complain(&obituary);
        }
    }
    result
}

/// With the hooks.
async fn hooked(
    plan: Plan,
    server: RemoteServer,
    args: &RunArgs,
    options: RunOptions,
    database: &Database,
) -> Result<RunResult, String> {
    let base_url = args.base_url.as_deref().unwrap_or_default();
    let session = async {
        let provision = database.provision().await?;
        let workers = hooks::start(args, &plan.document, base_url, database.variables()).await;
        let workers = workers.map_err(|error| error.to_string())?;
        let hooks = match workers {
            Some(workers) => actors(args).workers(workers),
            None => actors(args),
        };
        let options = RunOptions { provision, ..options };
        let restores = options.provision != Provision::Nothing;
        let session = Session::open(plan, server, hooks, options).await.map_err(|error| error.to_string())?;
        match database.is_used().await {
            Ok(()) => Ok((session, restores)),
            Err(why) => {
                session.close().await;
                Err(why)
            }
        }
    };
    let (session, restores) = tokio::select! {
        session = session => session?,
        by = interrupt::asked() => return Err(format!("{by} before the first example")),
    };
    let result = run(&session, args).await?;
    let described = database.describe().filter(|_| restores).or(result.database);
    Ok(RunResult { database: described, ..result })
}

async fn run(session: &Session<RemoteServer>, args: &RunArgs) -> Result<RunResult, String> {
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
