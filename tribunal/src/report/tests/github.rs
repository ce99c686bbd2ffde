//! Annotations for GitHub Actions.

use super::specimen::{another_wrong_body, document, failing, passing, run, tried, untested, wrong_body};
use crate::{check::specimen::Specimen, report::github::render, result::RunResult};

#[test]
fn a_failing_run_as_annotations() {
    insta::assert_snapshot!(render(&document(), &failing()));
}

#[test]
fn a_passing_run_as_one_notice() {
    insta::assert_snapshot!(render(&document(), &passing()), @"::notice title=tribunal::2 passed, 0 failed, 0 skipped, 0 untested, 0 errors");
}

#[test]
fn cases_of_one_cause_share_an_annotation() {
    let shown = render(&document(), &run(vec![wrong_body(), another_wrong_body("listPets/200/again")]));
    assert_eq!(shown.matches("::error ").count(), 2, "{shown}");
    assert!(shown.contains("%0A2 cases: listPets/200/wrong, listPets/200/again%0A"), "{shown}");
}

#[test]
fn what_makes_a_run_fail_without_a_finding_is_told() {
    let shown = render(&document(), &RunResult { max_skips: Some(0), ..run(vec![untested()]) });
    assert!(shown.contains("::error title=skips::1 not judged, 0 allowed\n"), "{shown}");
    assert!(shown.contains("::error title=tribunal::nothing was judged"), "{shown}");
}

#[test]
fn an_answer_cannot_give_commands() {
    let body = "\n::add-mask::x\r\n::error file=a::b\n%0A::warning::c";
    let shown = render(&document(), &run(vec![tried(Specimen::pets().body(body))]));
    for line in shown.lines() {
        assert!(line.starts_with("::error file=") || line.starts_with("::notice title=tribunal::"), "{line}");
    }
    assert!(!shown.contains('\r'), "{shown}");
}
