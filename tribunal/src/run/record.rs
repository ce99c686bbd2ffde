//! The results of a session, kept in plan order whatever order they came in.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{
    plan::Transaction,
    result::{Skip, TransactionResult, Verdict},
};

/// One place for each planned transaction.
pub(super) struct Record {
    positions: HashMap<String, usize>,
    results: Mutex<Vec<Option<Arc<TransactionResult>>>>,
    started: Instant,
}

impl Record {
    pub(super) fn new(transactions: &[Transaction]) -> Self {
        let positions = transactions.iter().enumerate().map(|(n, t)| (t.id.clone(), n)).collect();
        Self { positions, results: Mutex::new(vec![None; transactions.len()]), started: Instant::now() }
    }

    /// The place of an id in the plan.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// The transactions without a result.
    pub(super) fn missing(&self) -> Vec<usize> {
        let results = self.results();
        results.iter().enumerate().filter(|(_, result)| result.is_none()).map(|(n, _)| n).collect()
    }

    /// Keeps the latest result of a place in the plan. One of a transaction that the plan does not hold comes last.
    pub(super) fn keep(&self, position: Option<usize>, result: Arc<TransactionResult>) {
        let mut results = self.results();
        match position.and_then(|position| results.get_mut(position)) {
            Some(place) => *place = Some(result),
            None => results.push(Some(result)),
        }
    }

    /// All results; a transaction without one was not run, and `why` says why.
    pub(super) fn all(&self, transactions: &[Transaction], why: &str) -> Vec<TransactionResult> {
        let results = self.results();
        let known = results.iter().enumerate().filter_map(|(n, result)| match result {
            Some(result) => Some(result.as_ref().clone()),
            None => transactions.get(n).map(|t| not_run(t.clone(), why.to_owned())),
        });
        known.collect()
    }

    /// Since the session stood.
    pub(super) fn duration(&self) -> Duration {
        self.started.elapsed()
    }

    fn results(&self) -> MutexGuard<'_, Vec<Option<Arc<TransactionResult>>>> {
        self.results.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The result of a transaction whose turn never came.
pub(super) fn not_run(transaction: Transaction, why: String) -> TransactionResult {
    TransactionResult {
        transaction,
        verdict: Verdict::Skipped(Skip::NotRun(why)),
        base_url: String::new(),
        sent: None,
        response: None,
        findings: Vec::new(),
        duration: Duration::ZERO,
        reset: Duration::ZERO,
    }
}
