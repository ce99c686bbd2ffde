//! The three events that are about one transaction.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use super::{
    Wired, Workers,
    address::Address,
    ask::Silence,
    memory::{Memory, Wire},
    wire::{self, Ended},
};
use crate::hooks::{Exchange, Stage, Trouble};

/// What Dredd says of a hook that does not answer.
const TIMED_OUT: &str = "Hook timed out.";

impl Workers {
    /// Lets a handler run its hooks of a stage. The event of `BeforeEach` stands for `before` too, and so on: handlers
    /// know the names themselves.
    pub(crate) async fn run(&self, exchange: &mut Exchange, base_url: &str) -> Result<(), Trouble> {
        let event = match exchange.stage() {
            Stage::BeforeEach => "beforeEach",
            Stage::BeforeEachValidation => "beforeEachValidation",
            Stage::AfterEach => "afterEach",
            Stage::BeforeAll | Stage::Before | Stage::BeforeValidation | Stage::After | Stage::AfterAll => {
                return Ok(());
            }
        };
        let mut wired = match exchange.wired.take() {
            Some(wired) => wired,
            None => self.wired(exchange).await?,
        };
        let address = Address::of(base_url);
        let outcome = self.exchanged(event, exchange, &mut wired, &address).await;
        if event == "afterEach" {
            self.keep_extras(&exchange.transaction.id, wired.memory.current);
        } else {
            exchange.wired = Some(wired);
        }
        outcome
    }

    async fn wired(&self, exchange: &Exchange) -> Result<Wired, Trouble> {
        let gone = || Trouble::of_run("the hook handlers have gone".to_owned());
        let lease = self.pool.take(exchange.slot).await.ok_or_else(gone)?;
        let started = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let memory: Memory = self.remembered(&exchange.transaction.id);
        Ok(Wired { lease, memory, started: u64::try_from(started).unwrap_or_default() })
    }

    async fn exchanged(
        &self,
        event: &str,
        exchange: &mut Exchange,
        wired: &mut Wired,
        address: &Address,
    ) -> Result<(), Trouble> {
        if event == "afterEach" {
            wire::judge_by_own_schema(&wired.memory.current, exchange).map_err(mistaken)?;
        }
        wired.memory.refresh(self.picture(exchange, address, wired.started));
        let Some(handler) = wired.lease.handler() else { return Ok(()) };
        let was = wired.memory.current.clone();
        let reply = match handler.ask(event, &Value::Object(was.clone()), self.options.reply).await {
            Ok(reply) => reply,
            Err(Silence::TimedOut) => {
                exchange.fail(TIMED_OUT);
                wired.memory.merge(Wire::from_iter([("fail".to_owned(), TIMED_OUT.into())]));
                return Ok(());
            }
            Err(Silence::Closed(why)) => return Err(Trouble::from(why)),
            Err(Silence::Gone(why)) => return Err(Trouble::of_run(why)),
        };
        self.told(&reply);
        match reply.data {
            Value::Object(data) => wired.memory.merge(data),
            // Dredd takes nothing from such a reply either.
            Value::Null => {}
            _ => return Err(mistaken("the transaction must stay an object")),
        }
        let taken = take(&was, &wired.memory.current, exchange, address);
        wired.memory.settle(self.picture(exchange, address, wired.started));
        taken.map_err(mistaken)?;
        reply.error.map_or(Ok(()), |error| Err(Trouble::from(format!("hook {error}"))))
    }

    /// The transaction as the engine has it now.
    fn picture(&self, exchange: &Exchange, address: &Address, started: u64) -> Wire {
        let transaction = &exchange.transaction;
        let mut wire = wire::render(transaction, address, &self.schemas);
        if let Some(response) = &exchange.response {
            wire.insert("real".to_owned(), wire::real(response));
        }
        match exchange.stage() {
            Stage::BeforeEach => {}
            Stage::AfterEach => {
                let ended = match (exchange.failure(), &transaction.skip) {
                    (Some(failure), _) => Ended::Failed(failure),
                    (None, Some(why)) => Ended::Skipped(why),
                    (None, None) => Ended::Judged,
                };
                wire.insert("startedAt".to_owned(), started.into());
                let (response, findings) = (exchange.response.as_ref(), &exchange.findings);
                wire::add_results(&mut wire, transaction, response, findings, &ended, started);
            }
            _ => {
                wire.insert("startedAt".to_owned(), started.into());
                wire.insert("results".to_owned(), json!({}));
                wire.insert("errors".to_owned(), json!([]));
            }
        }
        wire
    }
}

/// Takes over what a handler has changed.
fn take(was: &Wire, is: &Wire, exchange: &mut Exchange, address: &Address) -> Result<(), String> {
    wire::apply(was, is, &mut exchange.transaction, address)?;
    if let (Some(response), Some(old), Some(new)) = (&mut exchange.response, was.get("real"), is.get("real"))
    {
        wire::apply_real(old, new, response)?;
    }
    let says = |wire: &Wire| wire.get("skip").is_some_and(truthy);
    match (says(was), says(is)) {
        (false, true) => {
            let place = if exchange.stage().is_before_request() { "a before" } else { "an after" };
            exchange.skip(format!("skipped in {place} hook"));
        }
        (true, false) => exchange.transaction.skip = None,
        _ => {}
    }
    if let Some(failure) = wire::failure(was, is) {
        exchange.fail(failure);
    }
    Ok(())
}

/// As JavaScript and Python have it.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

fn mistaken(why: impl std::fmt::Display) -> Trouble {
    Trouble::from(format!("a hook made a mistake: {why}"))
}
