//! Runs one stage: the hooks of a transaction in the order they were added.

use std::time::Duration;

use super::{Exchange, Hooks, Stage, Trouble, guard::guarded, registry::Registered};
use crate::{plan::Transaction, result::TransactionResult};

impl<I> Hooks<I> {
    /// Runs the hooks of one stage for one transaction. Before the request, the first hook that
    /// skips or fails the transaction is the last one to run.
    ///
    /// The error is a sentence that names hook and stage.
    pub(crate) async fn run_stage(
        &self,
        stage: Stage,
        exchange: &mut Exchange,
        instance: &I,
        base_url: &str,
        limit: Duration,
    ) -> Result<(), Trouble> {
        exchange.stage = stage;
        if stage == Stage::AfterEach {
            // As at every stage after the request, what is meant for a name goes first, and handlers do both in one.
            let handled = self.run_handler(exchange, base_url).await;
            let closures = self.run_closures(stage, exchange, instance, limit).await;
            return handled.and(closures.map(drop));
        }
        if self.run_closures(stage, exchange, instance, limit).await? {
            return Ok(());
        }
        self.run_handler(exchange, base_url).await
    }

    async fn run_handler(&self, exchange: &mut Exchange, base_url: &str) -> Result<(), Trouble> {
        match &self.workers {
            Some(workers) => workers.run(exchange, base_url).await,
            None => Ok(()),
        }
    }

    /// Whether a hook has skipped or failed the transaction before its request.
    async fn run_closures(
        &self,
        stage: Stage,
        exchange: &mut Exchange,
        instance: &I,
        limit: Duration,
    ) -> Result<bool, Trouble> {
        let planned = exchange.transaction.skip.clone();
        // A hook may change id and name; who is bound was decided when the stage began.
        let bound: Vec<&Registered<I>> =
            self.each.iter().filter(|hook| hook.binds(stage, &exchange.transaction)).collect();
        for hook in bound {
            guarded(limit, || (hook.run)(exchange, instance))
                .await
                .map_err(|problem| format!("hook {} {problem}", hook.label()))?;
            let skipped = exchange.transaction.skip.is_some() && exchange.transaction.skip != planned;
            if stage.is_before_request() && (skipped || exchange.failure.is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether any hook of a stage is meant for a transaction.
    pub(crate) fn bind(&self, stage: Stage, transaction: &Transaction) -> bool {
        // What handlers bind to, they know themselves.
        self.workers.is_some() || self.each.iter().any(|hook| hook.binds(stage, transaction))
    }

    /// Runs the `before_all` hooks.
    pub(crate) async fn run_before_all(
        &self,
        transactions: &mut Vec<Transaction>,
        limit: Duration,
    ) -> Result<(), String> {
        for hook in &self.before_all {
            guarded(limit, || hook(transactions))
                .await
                .map_err(|problem| format!("a hook before_all {problem}"))?;
        }
        if let Some(workers) = &self.workers {
            workers.before_all(transactions).await?;
        }
        Ok(())
    }

    /// Runs the `after_all` hooks, all of them, and gives a sentence for each that failed.
    pub(crate) async fn run_after_all(&self, results: &[TransactionResult], limit: Duration) -> Vec<String> {
        let mut problems = Vec::new();
        for hook in &self.after_all {
            if let Err(problem) = guarded(limit, || hook(results)).await {
                problems.push(format!("a hook after_all {problem}"));
            }
        }
        if let Some(workers) = &self.workers {
            problems.extend(workers.after_all(results).await);
        }
        problems
    }
}

impl<I> Registered<I> {
    fn binds(&self, stage: Stage, transaction: &Transaction) -> bool {
        self.stage == stage && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(transaction))
    }

    /// The hook as the suite wrote it: `before("listPets/*")` or `after_each`.
    fn label(&self) -> String {
        match &self.pattern {
            Some(pattern) => format!("{}(\"{pattern}\")", self.stage),
            None => self.stage.to_string(),
        }
    }
}
