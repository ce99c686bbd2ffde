//! A plan as a table: what is to be sent, and what cannot be and why.

use super::look::{Ink, Style};
use crate::{
    plan::{Plan, Transaction},
    report::{
        plain::{cut, visible},
        planned::actor,
    },
};

/// Characters of an address shown at most.
const MAX_URI: usize = 56;

/// One row for each transaction, the reason below one that cannot be sent, and the sums.
pub fn render_plan(plan: &Plan, style: Style) -> String {
    let uri = |transaction: &Transaction| cut(&visible(&transaction.request.uri), MAX_URI);
    let width =
        plan.transactions.iter().map(|transaction| uri(transaction).chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for transaction in &plan.transactions {
        let address = uri(transaction);
        let gap = " ".repeat(width - address.chars().count());
        let as_actor =
            actor(&transaction.actor).map(|actor| format!("  as {}", visible(actor))).unwrap_or_default();
        let ink = if transaction.skip.is_some() { Ink::Warning } else { Ink::Strong };
        let id = style.paint(ink, visible(&transaction.id));
        let (method, status) = (&transaction.request.method, transaction.expected.status);
        text.push_str(&[method.as_str(), &" ".repeat(8_usize.saturating_sub(method.len()))].concat());
        text.push_str(&[&address, gap.as_str(), "  ", &status.to_string(), "  ", &id].concat());
        text.push_str(&style.paint(Ink::Faint, as_actor));
        text.push('\n');
        if let Some(reason) = &transaction.skip {
            let line = format!("        untested: {}", visible(reason));
            text.push_str(&style.paint(Ink::Faint, line));
            text.push('\n');
        }
    }
    for untested in &plan.untested {
        let id = style.paint(Ink::Warning, visible(&untested.id));
        let reason = style.paint(Ink::Faint, format!("        untested: {}", visible(&untested.reason)));
        text.push_str(&[&id, "\n", &reason, "\n"].concat());
    }
    text + &sums(plan)
}

fn sums(plan: &Plan) -> String {
    let untested = plan.transactions.iter().filter(|transaction| transaction.skip.is_some()).count();
    let untested = untested + plan.untested.len();
    let mut parts = vec![counted(plan.transactions.len(), "transaction")];
    if untested > 0 {
        parts.push(format!("{untested} untested"));
    }
    if plan.filtered > 0 {
        parts.push(format!("{} filtered out", plan.filtered));
    }
    if !plan.defects.is_empty() {
        let file = visible(plan.document.file_name());
        parts.push(format!(
            "{} in the document (tribunal lint {file})",
            counted(plan.defects.len(), "defect")
        ));
    }
    format!("\n{}\n", parts.join(", "))
}

/// `1 defect`, `2 defects`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
