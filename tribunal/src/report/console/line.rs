//! One line for one transaction.

use super::look::{Ink, Look};
use crate::{
    plan::{Actor, Transaction},
    report::{plain::one_line, redact::Redactor},
    result::{Skip, TransactionResult, Verdict},
};

/// The verdict, the id, the operation and, where there is one, the reason. Without an end of line.
pub fn render_line<'a>(result: &TransactionResult, look: impl Into<Look<'a>>) -> String {
    let style = look.into().style;
    let (ink, word) = match &result.verdict {
        Verdict::Passed => (Ink::Good, "passed  "),
        Verdict::Failed => (Ink::Bad, "FAILED  "),
        Verdict::Skipped(Skip::Untested(_)) => (Ink::Warning, "untested"),
        Verdict::Skipped(Skip::Hook(_) | Skip::Filtered(_) | Skip::NotRun(_)) => (Ink::Warning, "skipped "),
        Verdict::Error(_) => (Ink::Bad, "ERROR   "),
    };
    let transaction = &result.transaction;
    let id = style.paint(Ink::Strong, one_line(&transaction.id));
    let operation = style.paint(Ink::Faint, format!("({})", sent_by(transaction)));
    let reason = match &result.verdict {
        Verdict::Passed | Verdict::Failed => String::new(),
        verdict => {
            format!(": {}", one_line(&Redactor::of(result).text(verdict.reason().unwrap_or_default())))
        }
    };
    format!("{}  {id} {operation}{reason}", style.paint(ink, word))
}

/// `GET /users/{id}`, and who sends it.
fn sent_by(transaction: &Transaction) -> String {
    let operation = format!("{} {}", transaction.operation.method, transaction.operation.path);
    one_line(&match &transaction.actor {
        Actor::Default => operation,
        Actor::Anonymous => format!("{operation} as anonymous"),
        Actor::Named(name) => format!("{operation} as {name}"),
    })
}
