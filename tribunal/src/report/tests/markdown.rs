//! The report in Markdown.

use super::specimen::{document, failing, passing, run, tried, untried};
use crate::{
    check::specimen::Specimen,
    report::markdown::render,
    result::{Skip, Verdict},
};

#[test]
fn a_failing_run_as_markdown() {
    insta::assert_snapshot!(render(&document(), &failing()));
}

#[test]
fn a_passing_run_as_markdown() {
    insta::assert_snapshot!(render(&document(), &passing()));
}

#[test]
fn an_answer_cannot_end_its_block() {
    let shown =
        render(&document(), &run(vec![tried(Specimen::pets().status(500).body("x\n`````\n# owned"))]));
    assert_eq!(shown.lines().filter(|line| line.starts_with("``````")).count(), 2, "{shown}");
}

#[test]
fn a_reason_cannot_leave_its_cell() {
    let reason = "a|b`c``\n# owned @everyone";
    let shown = render(&document(), &run(vec![untried("a/1", Verdict::Skipped(Skip::Hook(reason.into())))]));
    assert!(shown.contains("| `a/1` | skipped | ```a\\|b`c`` # owned @everyone``` |\n"), "{shown}");
}

#[test]
fn many_failures_stay_a_summary() {
    let failures = vec![tried(Specimen::pets().status(500)); 2_000];
    let shown = render(&document(), &run(failures));
    assert!(shown.len() < 200_000, "{} bytes", shown.len());
    assert!(shown.contains("… 1950 more\n"));
}
