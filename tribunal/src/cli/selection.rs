//! Which examples are meant, and the plan of them.

use std::sync::Arc;

use clap::Args;

use super::source::SourceArgs;
use crate::{
    hooks::Pattern,
    plan::{Order, Plan, PlanOptions},
};

/// Which examples are meant, and in which order.
#[derive(Clone, Debug, Args)]
pub(super) struct Selection {
    /// Only transactions whose id or name matches; `*` stands for any characters. May be repeated.
    #[arg(long, value_name = "GLOB")]
    pub(super) only: Vec<Pattern>,
    /// Only operations of this method. May be repeated.
    #[arg(long, value_name = "METHOD")]
    pub(super) method: Vec<String>,
    /// The order of transactions: document, sorted (by method, as Dredd does) or random:SEED.
    #[arg(long, value_name = "ORDER", default_value = "document")]
    pub(super) order: Order,
}

impl Selection {
    /// Reads the document at a path or an address and plans what is selected of it; nothing selected is a mistake and not a
    /// success. The error is one message for exit code 2.
    pub(super) fn plan(&self, source: &SourceArgs, location: &str) -> Result<Plan, String> {
        let options =
            PlanOptions { only: self.only.clone(), methods: self.method.clone(), order: self.order };
        let plan = Plan::of(Arc::new(source.load(location)?), &options);
        match (plan.transactions.is_empty(), plan.filtered) {
            (false, _) => Ok(plan),
            (true, 0) => Err(format!("{}: the document has no operation to try", plan.document.file_name())),
            (true, filtered) => Err(format!(
                "--only and --method leave nothing of {filtered} transactions; `tribunal run {} --names` lists them",
                plan.document.file_name()
            )),
        }
    }
}

/// The names of all transactions, one line each.
pub(super) fn names(plan: &Plan) -> String {
    plan.transactions.iter().flat_map(|transaction| [transaction.name.as_str(), "\n"]).collect()
}
