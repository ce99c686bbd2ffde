//! What a hook sees and may change: one transaction on its way.

use std::time::SystemTime;

use crate::{
    hooks::{Stage, Stash, worker::Wired},
    plan::Transaction,
    result::Finding,
    transport::Response,
};

/// One transaction on its way through the stages.
#[derive(Debug)]
pub struct Exchange {
    /// What is sent and expected. `transaction.skip` says why it is not to be judged; before the
    /// request it is not sent either. Clearing it lets a transaction run that the document alone cannot provoke.
    pub transaction: Transaction,
    /// When the request went out.
    pub(crate) sent: Option<SystemTime>,
    /// What came, from `before_each_validation` on.
    pub response: Option<Response>,
    /// The rules broken, from `after` on. What a hook removes is not reported.
    pub findings: Vec<Finding>,
    /// Whatever hooks of the same transaction hand each other.
    pub stash: Stash,
    /// The number of the slot it runs on: handlers of hook files belong to slots.
    pub(crate) slot: usize,
    pub(super) stage: Stage,
    pub(super) failure: Option<String>,
    /// The handler of hook files that this transaction is with.
    pub(super) wired: Option<Wired>,
}

impl Exchange {
    /// A transaction before its first stage.
    pub fn new(transaction: Transaction) -> Self {
        Self {
            transaction,
            sent: None,
            response: None,
            findings: Vec::new(),
            stash: Stash::default(),
            slot: 0,
            stage: Stage::BeforeEach,
            failure: None,
            wired: None,
        }
    }

    /// The stage that runs now.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Leaves the transaction unjudged: before the request it is not sent, later it is sent and reported as skipped.
    pub fn skip(&mut self, reason: impl Into<String>) {
        self.transaction.skip = Some(reason.into());
    }

    /// Fails the transaction: before the request it is not sent. The first reason stays.
    pub fn fail(&mut self, reason: impl Into<String>) {
        let place = if self.stage.is_before_request() { "before" } else { "after" };
        let reason = reason.into();
        self.failure.get_or_insert_with(|| format!("Failed in {place} hook: {reason}"));
    }

    /// What [`Exchange::fail`] was told, as it is reported.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }
}
