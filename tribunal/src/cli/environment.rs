//! What a run stands on, in the order it comes up: databases, servers, hook handlers, session. It goes down the other
//! way round, whatever has happened.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    args::RunArgs,
    base_url::BaseUrl,
    database::Database,
    hooks, interrupt,
    place::Place,
    progress::Progress,
    reporter::complain,
    server::Servers,
    slots::{self, Slots},
};
use crate::{
    document::Document,
    hooks::Hooks,
    plan::{Actor, Plan, Transaction},
    result::RunResult,
    run::{RemoteInstance, RemoteServer, RunOptions, Session},
    transport::Headers,
};

/// Brings everything up, tries the plan and takes everything down; without a plan, that of the document which the server
/// gives. The error is one message.
pub(super) async fn tried(
    plan: Option<Plan>,
    base_url: &BaseUrl,
    args: &RunArgs,
    options: RunOptions,
) -> Result<(Arc<Document>, RunResult), String> {
    let database = tokio::select! {
        database = Database::choose(args) => database?,
        by = interrupt::asked() => return Err(format!("{by} before the run began")),
    };
    // On the heap, for it is a large state.
    let result = Box::pin(served(plan, base_url, args, options, &database)).await;
    let closed = database.close().await;
    let result = result?;
    closed.map(|()| result)
}

/// With the servers, if they are ours to start. They have ended when this returns, so that their databases can go.
async fn served(
    plan: Option<Plan>,
    base_url: &BaseUrl,
    args: &RunArgs,
    options: RunOptions,
    database: &Database,
) -> Result<(Arc<Document>, RunResult), String> {
    let mut servers = Servers::default();
    let slots = tokio::select! {
        slots = stand(base_url, args, database, &mut servers) => slots?,
        by = interrupt::asked() => return Err(format!("{by} before the server answered")),
    };
    let plan = match plan {
        Some(plan) => plan,
        None => tokio::task::block_in_place(|| args.plan())?,
    };
    let document = plan.document.clone();
    let slots = slots.below(&base_url.path(&document));
    let result = hooked(plan, args, options, database, slots).await;
    for obituary in servers.obituaries().await {
        complain(&obituary);
    }
    result.map(|result| (document, result))
}

/// The first server comes first: only then it is known whether there is something to put back, and one that will not
/// come up need not be waited for by all the others.
async fn stand(
    base_url: &BaseUrl,
    args: &RunArgs,
    database: &Database,
    servers: &mut Servers,
) -> Result<Slots, String> {
    let count = slots::count(args, database);
    let mut places = vec![Place::first(count, base_url, database.of(0).await?)];
    let start = async |servers: &mut Servers, places: &[Place]| match &args.server.server {
        Some(command) => servers.start(command, places, args.server.server_wait, args.show_output).await,
        None => Ok(()),
    };
    start(servers, &places).await?;
    let first = places.first().cloned().ok_or("there is no slot")?;
    let put_back = args.reset_command.is_some() || database.is_put_back(&first).await?;
    for n in 1..count {
        places.push(if put_back {
            first.further(n + 1, database.of(n).await?, &places)?
        } else {
            first.shared(n + 1)
        });
    }
    if put_back {
        start(servers, places.get(1..).unwrap_or_default()).await?;
    }
    Ok(Slots { places, put_back })
}

/// With the hooks.
async fn hooked(
    plan: Plan,
    args: &RunArgs,
    options: RunOptions,
    database: &Database,
    slots: Slots,
) -> Result<RunResult, String> {
    let session = async {
        let workers = hooks::start(args, &plan.document, &slots.places).await;
        let workers = workers.map_err(|error| error.to_string())?;
        let hooks = match workers {
            Some(workers) => actors(args).workers(workers),
            None => actors(args),
        };
        let standing = slots.standing(args)?;
        let session = Session::open_standing(plan, standing, hooks, options).await;
        let session = session.map_err(|error| error.to_string())?;
        if !slots.put_back {
            return Ok(session);
        }
        match database.is_used(&slots.places).await {
            Ok(()) => Ok(session),
            Err(why) => {
                session.close().await;
                Err(why)
            }
        }
    };
    let session = tokio::select! {
        session = session => session?,
        by = interrupt::asked() => return Err(format!("{by} before the first example")),
    };
    let result = run(&session, args).await?;
    Ok(RunResult { database: slots.describe(args, database), ..result })
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
