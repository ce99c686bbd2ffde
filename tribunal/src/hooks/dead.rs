//! Hooks that can never run, because no transaction has their name.

use std::fmt;

use similar::TextDiff;

use super::{Hooks, Pattern, Stage};
use crate::plan::Transaction;

/// How many names a message suggests.
const NEAR: usize = 3;

/// A hook whose glob matches no transaction of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadHook {
    /// The stage it was registered for.
    pub stage: Stage,
    /// The glob that matches nothing.
    pub pattern: Pattern,
    /// File and line in a hook file; `None` for a closure.
    pub place: Option<String>,
    /// The ids and names most like it, the nearest first.
    pub near: Vec<String>,
}

impl fmt::Display for DeadHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "hook {}(\"{}\") matches no transaction", self.stage, self.pattern)?;
        match self.near.split_first() {
            None => f.write_str(": the document has none"),
            Some((first, rest)) => {
                write!(f, "; near misses: `{first}`")?;
                rest.iter().try_for_each(|name| write!(f, ", `{name}`"))
            }
        }
    }
}

impl<I> Hooks<I> {
    /// The hooks that bind to none of these transactions.
    pub(crate) fn dead(&self, transactions: &[Transaction]) -> Vec<DeadHook> {
        let mut dead: Vec<DeadHook> = Vec::new();
        let closures = self.each.iter().filter_map(|hook| Some((hook.stage, hook.pattern.clone()?, None)));
        let handled = self.workers.iter().flat_map(|workers| workers.names());
        let handled = handled.map(|hook| (hook.stage, hook.pattern, Some(hook.place)));
        for (stage, pattern, place) in closures.chain(handled) {
            let alive = transactions.iter().any(|transaction| pattern.matches(transaction))
                || dead
                    .iter()
                    .any(|known| known.stage == stage && known.pattern == pattern && known.place == place);
            if !alive {
                let near = near(&pattern, transactions);
                dead.push(DeadHook { stage, pattern, place, near });
            }
        }
        dead
    }
}

fn near(pattern: &Pattern, transactions: &[Transaction]) -> Vec<String> {
    let wanted = pattern.to_string();
    let ids = transactions.iter().map(|transaction| transaction.id.as_str()).filter(|_| !pattern.is_exact());
    let mut names: Vec<&str> =
        ids.chain(transactions.iter().map(|transaction| transaction.name.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    let mut ranked: Vec<(f32, &str)> =
        names.into_iter().map(|name| (TextDiff::from_chars(wanted.as_str(), name).ratio(), name)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.into_iter().take(NEAR).map(|(_, name)| name.to_owned()).collect()
}
