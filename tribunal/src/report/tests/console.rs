//! Golden console output.

use std::time::Duration;

use super::specimen::{
    document, passed, run, tried, unreachable, untested, untried, wrong_body, wrong_status, wrong_value,
};
use crate::{
    check::specimen::Specimen,
    isolation::Rebuilds,
    report::console::{Look, Style, render_failure, render_line, render_summary},
    result::{RunResult, Skip, TransactionResult, Verdict},
};

fn failure(result: &TransactionResult) -> String {
    render_failure(&document(), result, Style::Plain)
}

#[test]
fn a_broken_schema_shows_rule_difference_and_replay() {
    insta::assert_snapshot!(failure(&wrong_body()));
}

#[test]
fn a_wrong_status_shows_the_answer() {
    insta::assert_snapshot!(failure(&wrong_status()));
}

#[test]
fn a_differing_value_carries_the_suites_hint() {
    let look = Look { style: Style::Plain, hint: Some("if the answer is right, run `make record`") };
    insta::assert_snapshot!(render_failure(&document(), &wrong_value(), look));
}

#[test]
fn a_server_that_is_gone_is_told_without_an_answer() {
    insta::assert_snapshot!(failure(&unreachable()));
}

#[test]
fn a_wrong_header_and_a_binary_answer_are_told_briefly() {
    let specimen =
        Specimen::pets().no_headers().header("content-type", "image/png").bytes(b"\x89PNG\r\n\x1a\n\0\0");
    insta::assert_snapshot!(failure(&tried(specimen)));
}

#[test]
fn colours_are_there_only_when_asked_for() {
    let coloured = render_failure(&document(), &wrong_body(), Style::Colour);
    assert!(coloured.contains("\u{1b}["));
    let plain: String = coloured
        .split('\u{1b}')
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { after(part) })
        .collect();
    assert_eq!(plain, failure(&wrong_body()));
}

/// What follows a sequence `[...m`.
fn after(part: &str) -> &str {
    part.split_once('m').map_or("", |(_, rest)| rest)
}

#[test]
fn an_answer_cannot_steer_the_terminal() {
    let shown = failure(&tried(Specimen::pets().status(500).body("\u{1b}]0;owned\u{7}\u{202e}")));
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
}

#[test]
fn a_huge_answer_is_a_small_report() {
    let shown = failure(&tried(Specimen::pets().status(500).body(&"{\"a\":1}\n".repeat(500_000))));
    assert!(shown.len() < 10_000, "{} bytes", shown.len());
    assert!(shown.contains("4000000 bytes"));
}

#[test]
fn one_line_for_one_transaction() {
    let hook = untried("listPets/200/printer", Verdict::Skipped(Skip::Hook("needs a printer".into())));
    let results = [passed(), wrong_body(), untested(), hook, unreachable()];
    let lines: Vec<String> = results.iter().map(|result| render_line(result, Style::Plain)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_passing_run_in_figures() {
    insta::assert_snapshot!(render_summary(&run(vec![passed(), passed()]), Style::Plain));
}

#[test]
fn a_failing_run_lists_what_failed_and_what_was_not_judged() {
    let hook = untried("listPets/200/printer", Verdict::Skipped(Skip::Hook("needs a printer".into())));
    let results = vec![passed(), wrong_body(), wrong_status(), untested(), hook];
    let run = RunResult { max_skips: Some(1), ..run(results) };
    let look = Look { style: Style::Plain, hint: Some("if the answer is right, run `make record`") };
    insta::assert_snapshot!(render_summary(&run, look));
}

#[test]
fn a_broken_run_says_what_broke() {
    let results = vec![
        passed(),
        unreachable(),
        untried("a/200/b", Verdict::Skipped(Skip::NotRun("interrupted".into()))),
    ];
    let run =
        RunResult { errors: vec!["after_all: the stub did not stop".into()], database: None, ..run(results) };
    insta::assert_snapshot!(render_summary(&run, Style::Plain));
}

#[test]
fn a_run_whose_schema_was_made_anew_says_how_often() {
    let rebuilds = Rebuilds { times: 33, duration: Duration::from_millis(2_340) };
    let told = render_summary(&RunResult { rebuilds, ..run(vec![passed()]) }, Style::Plain);
    let line = "schema    made anew by 33 of the resets, 2.34 s in all: hooks that reset the database are no longer needed";
    assert!(told.lines().any(|told| told == line), "{told}");
}

#[test]
fn a_run_without_a_verdict_proves_nothing() {
    insta::assert_snapshot!(render_summary(&run(vec![untested()]), Style::Plain));
}
