//! The report for CI servers: `JUnit` XML, one test suite for each operation and one test case for each transaction.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{console::render_line, curl, plain::visible, redact::Redactor, shown::Shown};
use crate::{
    report::console::Style,
    result::{RunResult, TransactionResult, Verdict},
};

/// The whole run as one XML document, valid whatever the server answered. No secret is in it.
pub fn render(run: &RunResult) -> String {
    let mut report = Report::new("tribunal");
    report.set_time(run.duration);
    let mut suites: Vec<TestSuite> = Vec::new();
    for result in &run.transactions {
        let name = visible(&result.transaction.operation.label());
        let known = suites.iter().position(|suite| suite.name.as_str() == name);
        let index = known.unwrap_or_else(|| {
            suites.push(TestSuite::new(name));
            suites.len() - 1
        });
        if let Some(suite) = suites.get_mut(index) {
            suite.add_test_case(test_case(result));
        }
    }
    for suite in &mut suites {
        let times = suite.test_cases.iter().filter_map(|case| case.time);
        let total = times.sum();
        suite.set_time(total);
    }
    report.add_test_suites(suites);
    if !run.errors.is_empty() {
        report.add_test_suite(outside(run));
    }
    report.to_string().unwrap_or_else(|error| format!("<!-- the report could not be written: {error} -->\n"))
}

fn test_case(result: &TransactionResult) -> TestCase {
    let redactor = Redactor::of(result);
    let reason = redactor.text(result.verdict.reason().unwrap_or_default());
    let status = match &result.verdict {
        Verdict::Passed => TestCaseStatus::success(),
        Verdict::Skipped(_) => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(visible(&format!("{}: {reason}", result.verdict.word())));
            status
        }
        Verdict::Error(_) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_type("exchange").set_message(visible(&reason));
            status.set_description(visible(&format!("{reason}\n\n{}", curl::line(result, &redactor))));
            status
        }
        Verdict::Failed => failure(result, &redactor),
    };
    let mut case = TestCase::new(visible(&result.transaction.id), status);
    case.set_classname(visible(&result.transaction.operation.label()));
    case.set_time(result.duration);
    case
}

fn failure(result: &TransactionResult, redactor: &Redactor<'_>) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
    let mut lines = vec![render_line(result, Style::Plain)];
    for (n, finding) in result.findings.iter().enumerate() {
        let shown = Shown::of(finding, redactor);
        if n == 0 {
            status.set_type(finding.check).set_message(visible(&shown.message));
        }
        lines.push(format!(
            "\nerror[{}]: {}\n  --> {}",
            finding.check,
            shown.message,
            redactor.text(&finding.position.to_string())
        ));
        lines.push(format!("  expected: {}\n  actual: {}", shown.expected, shown.actual));
    }
    lines.push(format!("\nreplay: {}", curl::line(result, redactor)));
    status.set_description(visible(&lines.join("\n")));
    status
}

/// What broke outside any transaction, as a suite of its own.
fn outside(run: &RunResult) -> TestSuite {
    let mut suite = TestSuite::new("(run)");
    for (n, error) in run.errors.iter().enumerate() {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status.set_message(visible(&Redactor::by_look().text(error)));
        suite.add_test_case(TestCase::new(format!("error {}", n + 1), status));
    }
    suite
}
