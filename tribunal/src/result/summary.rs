//! A run in numbers, and whether it counts as a success.

use std::{collections::BTreeSet, time::Duration};

use super::{RunResult, Skip, TransactionResult, Verdict};

/// How many transactions ended how, and what the resets cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Sent, and every check held.
    pub passed: usize,
    /// A check found something, or a hook said `fail`.
    pub failed: usize,
    /// Left out by a hook or a filter, or not reached.
    pub skipped: usize,
    /// Could not be tried, or broke outside of any transaction.
    pub errors: usize,
    /// Documented, but nothing provokes it: neither the document nor a hook. Callbacks and webhooks are among these.
    pub untested: usize,
    /// What was not tried in any way.
    pub untried: Untried,
    /// The whole run.
    pub duration: Duration,
    /// What the reset cost on the critical path of each transaction that was answered.
    pub reset: Percentiles,
    /// Requests that were answered.
    pub requests: usize,
}

/// What is documented, and of which no example was judged or broke: skipped, untested and not reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Untried {
    /// Operations, of those that no filter has left out.
    pub operations: usize,
    /// Callbacks, which no request to the API proves.
    pub callbacks: usize,
    /// Webhooks, likewise.
    pub webhooks: usize,
}

/// The spread of a duration. All zero where nothing was measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Percentiles {
    /// The median, by nearest rank.
    pub p50: Duration,
    /// Nineteen of twenty are at most this, by nearest rank.
    pub p95: Duration,
    /// The longest.
    pub max: Duration,
}

impl Percentiles {
    /// Of durations in any order.
    pub fn of(mut durations: Vec<Duration>) -> Self {
        durations.sort_unstable();
        let rank = |percent: usize| {
            let rank = (durations.len() * percent).div_ceil(100).max(1);
            durations.get(rank - 1).copied().unwrap_or_default()
        };
        Self { p50: rank(50), p95: rank(95), max: rank(100) }
    }
}

impl RunResult {
    /// Counts the verdicts and measures the resets.
    pub fn summary(&self) -> Summary {
        let count =
            |wanted: &str| self.transactions.iter().filter(|result| result.verdict.word() == wanted).count();
        let answered = self.transactions.iter().filter(|result| result.response.is_some());
        let resets: Vec<Duration> = answered.map(|result| result.reset).collect();
        Summary {
            passed: count("passed"),
            failed: count("failed"),
            skipped: count("skipped"),
            errors: count("error") + self.errors.len(),
            untested: count("untested") + self.untested.len(),
            untried: self.untried(),
            duration: self.duration,
            requests: resets.len(),
            reset: Percentiles::of(resets),
        }
    }

    fn untried(&self) -> Untried {
        let label = |result: &TransactionResult| result.transaction.operation.label();
        let all: BTreeSet<String> = self.transactions.iter().map(label).collect();
        let tried = self.transactions.iter().filter(|result| !matches!(result.verdict, Verdict::Skipped(_)));
        let tried: BTreeSet<String> = tried.map(label).collect();
        let kind = |kind: &str| self.untested.iter().filter(|untested| untested.kind == kind).count();
        Untried {
            operations: all.difference(&tried).count(),
            callbacks: kind("callback"),
            webhooks: kind("webhook"),
        }
    }

    /// Transactions that failed or could not be tried.
    pub fn broken(&self) -> impl Iterator<Item = &TransactionResult> {
        self.transactions
            .iter()
            .filter(|result| matches!(result.verdict, Verdict::Failed | Verdict::Error(_)))
    }

    /// Transactions that the run reached and nobody judged: skipped by a hook, or untested.
    pub fn unjudged(&self) -> impl Iterator<Item = &TransactionResult> {
        let unjudged =
            |verdict: &Verdict| matches!(verdict, Verdict::Skipped(Skip::Hook(_) | Skip::Untested(_)));
        self.transactions.iter().filter(move |result| unjudged(&result.verdict))
    }

    /// How many more were left unjudged than the configuration allows; 0 if it allows that many, or says nothing.
    pub fn excess_skips(&self) -> usize {
        self.max_skips.map_or(0, |allowed| self.unjudged().count().saturating_sub(allowed))
    }

    /// Whether at least one transaction was judged. A run that judged none proves nothing.
    pub fn proves_something(&self) -> bool {
        self.verdicts().any(|verdict| matches!(verdict, Verdict::Passed | Verdict::Failed))
    }

    /// Whether something was judged, every check held, nothing broke, and no more was skipped than allowed.
    pub fn success(&self) -> bool {
        self.exit_code() == 0
    }

    /// How a process that made this run ends: 0 all passed, 1 findings or too many skips,
    /// 2 the environment broke (an error, or nothing to judge), which findings beside it do not soften.
    pub fn exit_code(&self) -> u8 {
        let broken = self.verdicts().any(|verdict| matches!(verdict, Verdict::Error(_)));
        if broken || !self.errors.is_empty() || !self.proves_something() {
            2
        } else {
            u8::from(self.verdicts().any(|verdict| *verdict == Verdict::Failed) || self.excess_skips() > 0)
        }
    }

    fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.transactions.iter().map(|result| &result.verdict)
    }
}

impl Verdict {
    /// One word: `passed`, `failed`, `skipped`, `untested` or `error`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Skipped(Skip::Untested(_)) => "untested",
            Self::Skipped(Skip::Hook(_) | Skip::Filtered(_) | Skip::NotRun(_)) => "skipped",
            Self::Error(_) => "error",
        }
    }

    /// Why it was not judged, or could not be tried.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Passed | Self::Failed => None,
            Self::Skipped(
                Skip::Untested(reason) | Skip::Hook(reason) | Skip::Filtered(reason) | Skip::NotRun(reason),
            )
            | Self::Error(reason) => Some(reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Percentiles, Untried};
    use crate::{
        check::specimen::Specimen,
        isolation::Rebuilds,
        plan::Untested,
        result::{RunResult, Skip, TransactionResult, Verdict},
    };

    fn run(verdicts: &[Verdict]) -> RunResult {
        let result = |verdict: &Verdict| {
            let specimen = Specimen::pets();
            let answered = matches!(verdict, Verdict::Passed | Verdict::Failed);
            TransactionResult {
                transaction: specimen.transaction,
                verdict: verdict.clone(),
                base_url: "http://127.0.0.1:1".into(),
                sent: None,
                response: answered.then_some(specimen.response),
                findings: Vec::new(),
                duration: Duration::from_millis(2),
                reset: Duration::from_micros(9),
            }
        };
        RunResult {
            transactions: verdicts.iter().map(result).collect(),
            untested: Vec::new(),
            database: None,
            duration: Duration::from_secs(1),
            errors: Vec::new(),
            max_skips: None,
            rebuilds: Rebuilds::default(),
        }
    }

    fn untested() -> Verdict {
        Verdict::Skipped(Skip::Untested("no request provokes it".into()))
    }

    fn skipped() -> Verdict {
        Verdict::Skipped(Skip::Hook("needs a printer".into()))
    }

    #[test]
    fn every_verdict_is_counted_once() {
        let error = Verdict::Error("connection refused".into());
        let filtered = Verdict::Skipped(Skip::Filtered("--only".into()));
        let result =
            run(&[Verdict::Passed, Verdict::Passed, Verdict::Failed, untested(), skipped(), filtered, error]);
        let summary = result.summary();
        let counts = (summary.passed, summary.failed, summary.skipped, summary.errors, summary.untested);
        assert_eq!(counts, (2, 1, 2, 1, 1));
        assert_eq!(summary.requests, 3);
    }

    #[test]
    fn the_exit_code_tells_findings_from_a_broken_environment() {
        let error = || Verdict::Error("connection refused".into());
        for (verdicts, code) in [
            (vec![Verdict::Passed], 0),
            (vec![Verdict::Passed, untested(), skipped()], 0),
            (vec![Verdict::Passed, Verdict::Failed], 1),
            (vec![Verdict::Failed, error()], 2),
            (vec![untested()], 2),
            (vec![], 2),
        ] {
            assert_eq!(run(&verdicts).exit_code(), code, "{verdicts:?}");
            assert_eq!(run(&verdicts).success(), code == 0, "{verdicts:?}");
        }
    }

    #[test]
    fn an_error_outside_any_transaction_is_one_too() {
        let broken = RunResult { errors: vec!["after_all: boom".into()], ..run(&[Verdict::Passed]) };
        assert_eq!((broken.exit_code(), broken.summary().errors), (2, 1));
    }

    #[test]
    fn what_was_not_tried_in_any_way_is_counted_by_its_kind() {
        assert_eq!(run(&[untested(), Verdict::Passed]).summary().untried, Untried::default());
        let request = |kind| Untested {
            id: format!("{kind} news POST"),
            kind,
            method: "POST".to_owned(),
            address: String::new(),
            reason: "the API sends it".to_owned(),
            position: Specimen::pets().transaction.position,
            operation: None,
        };
        let untested = vec![request("callback"), request("webhook"), request("webhook")];
        let summary = RunResult { untested, ..run(&[skipped()]) }.summary();
        assert_eq!(summary.untried, Untried { operations: 1, callbacks: 1, webhooks: 2 });
        assert_eq!((summary.skipped, summary.untested), (1, 3));
    }

    #[test]
    fn more_skips_than_allowed_fail_the_run() {
        let limited =
            |max| RunResult { max_skips: Some(max), ..run(&[Verdict::Passed, untested(), skipped()]) };
        assert_eq!((limited(2).exit_code(), limited(2).excess_skips()), (0, 0));
        assert_eq!((limited(1).exit_code(), limited(1).excess_skips()), (1, 1));
    }

    #[test]
    fn percentiles_are_by_nearest_rank() {
        let millis = Duration::from_millis;
        let hundred = Percentiles::of((1..=100).rev().map(millis).collect());
        assert_eq!((hundred.p50, hundred.p95, hundred.max), (millis(50), millis(95), millis(100)));
        let one = Percentiles::of(vec![millis(7)]);
        assert_eq!((one.p50, one.p95, one.max), (millis(7), millis(7), millis(7)));
        assert_eq!(Percentiles::of(Vec::new()), Percentiles::default());
    }
}
