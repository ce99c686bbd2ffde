//! Tries a kennel with the engine.

use std::time::Duration;

use tribunal::{
    check::{Examples, Strictness},
    hooks::Hooks,
    isolation::DatabaseChoice,
    plan::{Plan, PlanOptions},
    result::{RunResult, TransactionResult, Verdict},
    run::{RunOptions, Session},
    transport::{Headers, Limits},
};

use super::{Kennel, Running, later_plan, plan};

/// How the kennel is tried unless a test says otherwise: strictly, on one slot.
pub(crate) fn options() -> RunOptions {
    RunOptions {
        slots: 1,
        database: DatabaseChoice::Sqlite,
        examples: Examples::Exact,
        strictness: Strictness::STRICT,
        headers: Headers::from_iter([("authorization", "Bearer guest")]),
        limits: Limits { total: Duration::from_secs(2), ..Limits::default() },
        ..RunOptions::default()
    }
}

/// The suite's hooks: who `admin` is.
pub(crate) fn hooks() -> Hooks<Running> {
    Hooks::new().actor("admin", |_| Headers::from_iter([("authorization", "Bearer admin")]))
}

/// The hooks for `kennel-3.2.yaml`: one takes any success for the expected one.
pub(crate) fn later_hooks() -> Hooks<Running> {
    Hooks::new().before_validation("undocumentedStatus/*", |exchange, _| {
        Box::pin(async {
            let came = exchange.response.as_ref().map(|response| response.status);
            if let Some(success) = came.filter(|status| (200..300).contains(status)) {
                exchange.transaction.expected.status = success;
            }
            Ok(())
        })
    })
}

/// The part of the plan whose ids begin with one of these.
pub(crate) fn only(ids: &[&str]) -> Plan {
    let mut plan = plan(&PlanOptions::default());
    plan.transactions.retain(|transaction| ids.iter().any(|id| transaction.id.starts_with(id)));
    assert!(!plan.transactions.is_empty(), "no transaction of the kennel begins with {ids:?}");
    plan
}

/// Tries a plan from beginning to end.
pub(crate) async fn tried(
    kennel: Kennel,
    plan: Plan,
    hooks: Hooks<Running>,
    options: RunOptions,
) -> RunResult {
    let session = Session::open(plan, kennel, hooks, options).await.expect("the kennel opens");
    session.run_all(&|_| ()).await;
    session.close().await
}

/// Tries everything that the kennel promises, by both of its documents.
pub(crate) async fn tried_whole(kennel: Kennel, options: RunOptions) -> RunResult {
    let later = tried(kennel, later_plan(), later_hooks(), options.clone()).await;
    let mut result = tried(kennel, plan(&PlanOptions::default()), hooks(), options).await;
    result.transactions.extend(later.transactions);
    result.errors.extend(later.errors);
    result
}

/// A verdict with its findings in one line: `failed: schema@/age`, `error: ...`, `passed`.
pub(crate) fn told(result: &TransactionResult) -> String {
    let findings: Vec<String> = result
        .findings
        .iter()
        .map(|finding| {
            let place = finding.response_pointer.as_ref().map(ToString::to_string);
            format!("{}@{}", finding.check, place.unwrap_or_default())
        })
        .collect();
    match &result.verdict {
        Verdict::Failed => format!("failed: {}", findings.join(" ")),
        verdict => match verdict.reason() {
            Some(reason) => format!("{}: {reason}", verdict.word()),
            None => verdict.word().to_owned(),
        },
    }
}
