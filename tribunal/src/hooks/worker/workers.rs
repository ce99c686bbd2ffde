//! All handlers of a run, and the two events that are about all transactions.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures_util::future::try_join_all;
use serde_json::{Map, Value};

use super::{
    HandlerSlot, NamedHook, WorkerError, WorkerOptions,
    address::Address,
    ask::{Reply, Silence},
    handler::{Handler, choose_ports},
    memory::{Memory, Wire},
    names,
    pool::Pool,
    python,
    wire::{self, Ended, ID, Schemas},
};
use crate::{
    document::Document,
    plan::Transaction,
    process::end_together,
    result::{Skip, TransactionResult, Verdict},
};

/// The hook handlers of a run. Dropping them ends their processes.
#[derive(Debug)]
pub struct Workers {
    pub(super) options: WorkerOptions,
    pub(super) schemas: Schemas,
    pub(super) pool: Pool,
    /// Where each handler's server is, as far as it is known before a slot is taken. There is at least one.
    addresses: Vec<Address>,
    names: Mutex<Vec<NamedHook>>,
    /// What `beforeAll` has made of transactions beyond what ours can hold.
    kept: Mutex<HashMap<String, Memory>>,
    /// The members that hooks have added to transactions that are over.
    extras: Mutex<HashMap<String, Wire>>,
}

impl Workers {
    /// Starts the handlers, one for each slot where the language can have several, and connects to them.
    ///
    /// # Errors
    /// A handler that is not installed, does not start, or does not listen.
    pub async fn start(
        options: WorkerOptions,
        document: Arc<Document>,
        mut slots: Vec<HandlerSlot>,
    ) -> Result<Arc<Self>, WorkerError> {
        if !options.language.takes_port() {
            slots.truncate(1);
        }
        let ports = choose_ports(&options, slots.len())?;
        let starting = slots.iter().zip(ports).map(|(slot, port)| Handler::start(&options, slot, port));
        let handlers = try_join_all(starting).await?;
        let python = options.files.iter().filter(|_| options.language.is_python());
        let names = python.flat_map(|file| python::names(file)).collect();
        Ok(Arc::new(Self {
            schemas: Schemas::of(document),
            pool: Pool::new(handlers),
            addresses: slots.iter().map(|slot| Address::of(&slot.base_url)).collect(),
            names: Mutex::new(names),
            kept: Mutex::default(),
            extras: Mutex::default(),
            options,
        }))
    }

    /// Where the server of a slot is; of the first, where nothing is known of it.
    fn address(&self, slot: usize) -> Address {
        self.addresses.get(slot).or(self.addresses.first()).cloned().unwrap_or_default()
    }

    /// What hooks bind to, as far as it can be known.
    pub(crate) fn names(&self) -> Vec<NamedHook> {
        locked(&self.names).clone()
    }

    /// Lets every handler run its `beforeAll` hooks, each for its own slot. What they change of transactions is taken
    /// from the first: the others run the same files.
    pub(crate) async fn before_all(&self, transactions: &mut Vec<Transaction>) -> Result<(), String> {
        let mut first = None;
        for slot in 0..self.pool.count() {
            let address = self.address(slot);
            let render = |transaction: &Transaction| wire::render(transaction, &address, &self.schemas);
            let sent: Vec<Wire> = transactions.iter().map(render).collect();
            let message = Value::from(sent.iter().cloned().map(Value::Object).collect::<Vec<_>>());
            let mut lease = self.pool.take(slot).await.ok_or("the hook handlers have gone")?;
            let Some(handler) = lease.handler() else { continue };
            let reply = handler.ask("beforeAll", &message, self.options.reply).await;
            let reply = reply.map_err(|silence| self.silent("beforeAll", silence))?;
            self.told(&reply);
            if let Some(error) = reply.error {
                return Err(format!("hook {error}"));
            }
            first.get_or_insert((sent, reply.data, reply.names));
        }
        let Some((sent, data, told)) = first else { return Ok(()) };
        locked(&self.names).extend(names::told(&told));
        match data {
            Value::Array(items) => self.take_all(transactions, &sent, items),
            _ => Err("beforeAll hooks made of the list of transactions something else".to_owned()),
        }
    }

    fn take_all(
        &self,
        transactions: &mut Vec<Transaction>,
        sent: &[Wire],
        items: Vec<Value>,
    ) -> Result<(), String> {
        let address = self.address(0);
        let originals = std::mem::take(transactions);
        let places: HashMap<&str, usize> =
            originals.iter().enumerate().map(|(n, original)| (original.id.as_str(), n)).collect();
        let mut seen = HashSet::new();
        let replied = items.len();
        let mut appended = 0;
        for item in items {
            let Value::Object(item) = item else {
                return Err("beforeAll hooks put something into the list that is no transaction".to_owned());
            };
            let place = item.get(ID).and_then(Value::as_str).and_then(|id| places.get(id)).copied();
            let known = place.and_then(|place| Some((originals.get(place)?, sent.get(place)?)));
            let named = || item.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
            let mistaken = |why| format!("beforeAll hooks, transaction `{}`: {why}", named());
            let transaction = match (place, known) {
                (Some(place), Some((original, was))) if seen.insert(place) => {
                    let mut transaction = original.clone();
                    wire::apply(was, &item, &mut transaction, &address).map_err(mistaken)?;
                    skip(was, &item, &mut transaction);
                    if *was != item {
                        let rendered = wire::render(&transaction, &address, &self.schemas);
                        locked(&self.kept).insert(transaction.id.clone(), Memory::new(rendered, item));
                    }
                    transaction
                }
                (_, copied) => {
                    appended += 1;
                    let transaction = wire::appended(&item, copied, appended, &address).map_err(mistaken)?;
                    let mut item = item;
                    item.insert(ID.to_owned(), transaction.id.clone().into());
                    let rendered = wire::render(&transaction, &address, &self.schemas);
                    locked(&self.kept).insert(transaction.id.clone(), Memory::new(rendered, item));
                    transaction
                }
            };
            transactions.push(transaction);
        }
        // A shorter list leaves the rest as it was; what was overwritten in its place is gone.
        let rest = originals.iter().enumerate().filter(|(n, _)| *n >= replied && !seen.contains(n));
        transactions.extend(rest.map(|(_, original)| original.clone()));
        Ok(())
    }

    /// Lets every handler run its `afterAll` hooks and ends it. Gives a sentence for each that failed.
    pub(crate) async fn after_all(&self, results: &[TransactionResult]) -> Vec<String> {
        let message = Value::from(results.iter().map(|result| self.ended(result)).collect::<Vec<_>>());
        let mut problems = Vec::new();
        let mut handlers = self.pool.drain().await;
        // Of one that has gone before, the run has told already.
        for handler in handlers.iter_mut().filter(|handler| !handler.gone) {
            match handler.ask("afterAll", &message, self.options.reply).await {
                Ok(reply) => {
                    self.told(&reply);
                    problems.extend(reply.error.map(|error| format!("hook {error}")));
                }
                Err(silence) => problems.push(self.silent("afterAll", silence)),
            }
        }
        // It waits for the processes to end.
        if tokio::task::spawn_blocking(move || end_together(handlers)).await.is_err() {
            problems.push("the hook handlers could not be ended".to_owned());
        }
        problems
    }

    fn ended(&self, result: &TransactionResult) -> Value {
        let TransactionResult { transaction, verdict, base_url, response, findings, .. } = result;
        let address = if base_url.is_empty() { self.address(0) } else { Address::of(base_url) };
        let mut wire = wire::render(transaction, &address, &self.schemas);
        if let Some(response) = response {
            wire.insert("real".to_owned(), wire::real(response));
        }
        let ended = match verdict {
            Verdict::Passed | Verdict::Failed => Ended::Judged,
            Verdict::Skipped(
                Skip::Untested(why) | Skip::Hook(why) | Skip::Filtered(why) | Skip::NotRun(why),
            ) => Ended::Skipped(why),
            Verdict::Error(why) => Ended::Failed(why),
        };
        wire::add_results(&mut wire, transaction, response.as_ref(), findings, &ended, 0);
        wire.remove("startedAt");
        wire.extend(locked(&self.extras).get(&transaction.id).cloned().unwrap_or_default());
        wire.into()
    }

    /// What a handler is told first of a transaction: what `beforeAll` has made of it.
    pub(super) fn remembered(&self, id: &str) -> Memory {
        locked(&self.kept).get(id).cloned().unwrap_or_default()
    }

    /// Keeps what hooks have added to a transaction, for `afterAll`.
    pub(super) fn keep_extras(&self, id: &str, wire: Wire) {
        let extras: Map<_, _> = wire.into_iter().filter(|(key, _)| !OURS.contains(&key.as_str())).collect();
        if !extras.is_empty() {
            locked(&self.extras).insert(id.to_owned(), extras);
        }
    }

    pub(super) fn told(&self, reply: &Reply) {
        for line in &reply.log {
            (self.options.log)(line);
        }
    }

    fn silent(&self, event: &str, silence: Silence) -> String {
        match silence {
            Silence::Gone(why) | Silence::Closed(why) => why,
            Silence::TimedOut => format!(
                "the {event} hooks did not answer within {:?}; --hooks-timeout gives them longer",
                self.options.reply
            ),
        }
    }
}

/// The members that are ours.
const OURS: [&str; 17] = [
    "name",
    "id",
    "host",
    "port",
    "request",
    "expected",
    "origin",
    "fullPath",
    "protocol",
    "skip",
    "fail",
    "startedAt",
    "results",
    "errors",
    "real",
    "test",
    ID,
];

/// Before all, a `skip` of a hook's own is as one of the plan: reported as skipped, and hooks may clear it.
fn skip(was: &Wire, is: &Wire, transaction: &mut Transaction) {
    match (was.get("skip").and_then(Value::as_bool), is.get("skip").and_then(Value::as_bool)) {
        (Some(false), Some(true)) => transaction.skip = Some("skipped in a beforeAll hook".to_owned()),
        (Some(true), Some(false)) => transaction.skip = None,
        _ => {}
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
