//! The way of one transaction through the stages, on a slot that stands at the baseline.

use std::time::{Duration, SystemTime};

use super::{identity::Identity, options::RunOptions};
use crate::{
    check::{self, TransactionUnderCheck},
    document::Document,
    hooks::{Exchange, Hooks, Stage, Trouble},
    plan::Transaction,
    result::{About, Expectation, Finding, Skip, Verdict},
    run::Instance,
    transport::Client,
};

/// What every transaction of a run shares, and the slot that this one has.
pub(super) struct Course<'a, I> {
    pub(super) slot: usize,
    pub(super) document: &'a Document,
    pub(super) hooks: &'a Hooks<I>,
    pub(super) client: &'a Client,
    pub(super) options: &'a RunOptions,
    /// Names of headers that carry credentials, in lower case.
    pub(super) credentials: &'a [String],
}

/// A transaction after its last stage.
pub(super) struct Tried {
    pub(super) exchange: Exchange,
    pub(super) verdict: Verdict,
    /// Why no other transaction can be tried either, if that is so.
    pub(super) ends_run: Option<String>,
}

/// Why a transaction could not be tried to its end.
struct Broken {
    message: String,
    ends_run: Option<String>,
}

impl From<String> for Broken {
    fn from(message: String) -> Self {
        Self { message, ends_run: None }
    }
}

impl From<Trouble> for Broken {
    fn from(Trouble { message, ends_run }: Trouble) -> Self {
        Self { ends_run: ends_run.then(|| message.clone()), message }
    }
}

impl<I: Instance> Course<'_, I> {
    /// Takes a transaction through all its stages. Whatever happens on the way, `after_each` runs.
    pub(super) async fn run(&self, transaction: Transaction, instance: &I) -> Tried {
        let planned = transaction.skip.clone();
        let mut exchange = Exchange::new(transaction);
        exchange.slot = self.slot;
        let mut broken = self.until_judged(&mut exchange, planned.as_deref(), instance).await.err();
        if let Err(trouble) = self.stage(Stage::AfterEach, &mut exchange, instance).await {
            broken.get_or_insert(trouble.into());
        }
        if let Some(failure) = exchange.failure() {
            let finding = finding(&exchange.transaction, "hook", failure);
            exchange.findings.push(finding);
        }
        let ends_run = broken.as_ref().and_then(|broken| broken.ends_run.clone());
        Tried { verdict: verdict(&exchange, planned.as_deref(), broken), exchange, ends_run }
    }

    async fn until_judged(
        &self,
        exchange: &mut Exchange,
        planned: Option<&str>,
        instance: &I,
    ) -> Result<(), Broken> {
        let mut identity = Identity::unknown();
        if planned.is_none() {
            identity.put_on(exchange, self, instance).await?;
        }
        self.stage(Stage::BeforeEach, exchange, instance).await?;
        let skipped_by_hook =
            exchange.transaction.skip.is_some() && exchange.transaction.skip.as_deref() != planned;
        if skipped_by_hook || exchange.failure().is_some() {
            return Ok(());
        }
        self.stage(Stage::Before, exchange, instance).await?;
        if exchange.transaction.skip.is_some() || exchange.failure().is_some() {
            return Ok(());
        }
        identity.put_on(exchange, self, instance).await?;
        self.send(exchange, instance).await?;
        if exchange.response.is_none() {
            return Ok(());
        }
        self.stage(Stage::BeforeEachValidation, exchange, instance).await?;
        self.stage(Stage::BeforeValidation, exchange, instance).await?;
        self.judge(exchange);
        // What `after` looks at may still be going on behind the answer: a job, a notification.
        if self.hooks.bind(Stage::After, &exchange.transaction) {
            let settled = instance.settle().await;
            settled.map_err(|error| format!("the server did not settle: {error}"))?;
        }
        Ok(self.stage(Stage::After, exchange, instance).await?)
    }

    /// Sends the request. An answer that never came whole is a finding, and there is nothing to validate then.
    async fn send(&self, exchange: &mut Exchange, instance: &I) -> Result<(), Broken> {
        exchange.sent = Some(SystemTime::now());
        let request = &exchange.transaction.request;
        match self.client.send_as(instance.known_as(), instance.base_url(), request).await {
            Ok(response) => {
                exchange.response = Some(response);
                Ok(())
            }
            Err(error) if error.is_fault_of_server() => {
                let finding = finding(&exchange.transaction, "response", &error.to_string());
                exchange.findings.push(finding);
                Ok(())
            }
            Err(error) => {
                let gone = error.is_unreachable() && request.base_url.is_none();
                let (base_url, id) = (instance.base_url(), &exchange.transaction.id);
                let why = || format!("the server at {base_url} no longer answers, first noticed by {id}");
                Err(Broken { message: error.to_string(), ends_run: gone.then(why) })
            }
        }
    }

    /// Runs the checks, unless a hook asked to leave the transaction unjudged.
    fn judge(&self, exchange: &mut Exchange) {
        if exchange.transaction.skip.is_some() {
            return;
        }
        if let Some(response) = &exchange.response {
            exchange.findings.extend(check::all(&TransactionUnderCheck::new(
                self.document,
                &exchange.transaction,
                response,
                self.options.examples,
                self.options.strictness,
            )));
        }
    }

    async fn stage(&self, stage: Stage, exchange: &mut Exchange, instance: &I) -> Result<(), Trouble> {
        let (base_url, limit) = (instance.base_url(), self.hook_timeout());
        self.hooks.run_stage(stage, exchange, instance, base_url, limit).await
    }

    pub(super) fn hook_timeout(&self) -> Duration {
        self.options.hook_timeout
    }
}

/// A finding that no check makes, for there is no response to judge: what [`Exchange::fail`] was told (`hook`), or
/// why no whole answer came (`response`).
fn finding(transaction: &Transaction, check: &'static str, message: &str) -> Finding {
    Finding {
        id: format!("{}:{check}:", transaction.id),
        check,
        about: About::Body,
        header: None,
        position: transaction.position.clone(),
        response_pointer: None,
        expected: serde_json::Value::Null,
        expectation: Expectation::Value,
        actual: serde_json::Value::Null,
        message: message.to_owned(),
    }
}

/// An error outranks a hook's `fail`, that a skip, and a skip the findings of checks: who skips says that the
/// answer does not count.
fn verdict(exchange: &Exchange, planned: Option<&str>, broken: Option<Broken>) -> Verdict {
    if let Some(broken) = broken {
        return Verdict::Error(broken.message);
    }
    if exchange.failure().is_some() {
        return Verdict::Failed;
    }
    match &exchange.transaction.skip {
        Some(reason) if planned == Some(reason) && exchange.response.is_none() => {
            Verdict::Skipped(Skip::Untested(reason.clone()))
        }
        Some(reason) => Verdict::Skipped(Skip::Hook(reason.clone())),
        None if exchange.findings.is_empty() => Verdict::Passed,
        None => Verdict::Failed,
    }
}
