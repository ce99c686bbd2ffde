//! From a document to its plan.

use std::sync::Arc;

use super::{Defect, PlanOptions, Transaction};
use crate::document::Document;

/// Every documented example as a transaction, and what is wrong with the documentation.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The document it was made of.
    pub document: Arc<Document>,
    /// What is to be tried, in order; those that the document alone cannot run have a `skip`.
    pub transactions: Vec<Transaction>,
    /// How many transactions the filters have left out.
    pub filtered: usize,
    /// What is wrong with the documentation.
    pub defects: Vec<Defect>,
}

impl Plan {
    /// Plans all that the options want. Cannot fail: what is wrong becomes a defect or a skipped transaction.
    pub fn of(document: Arc<Document>, options: &PlanOptions) -> Self {
        let mut transactions = Vec::new();
        let all = transactions.len();
        transactions.retain(|transaction| options.wants(transaction));
        let filtered = all - transactions.len();
        options.order.apply(&mut transactions);
        Self { document, transactions, filtered, defects: Vec::new() }
    }
}
