//! The `JUnit` report.

use super::specimen::{passed, run, tried, unreachable, untested, wrong_body};
use crate::{check::specimen::Specimen, report::junit::render, result::RunResult};

#[test]
fn a_failing_run_as_junit() {
    let run = run(vec![passed(), wrong_body(), untested(), unreachable()]);
    insta::assert_snapshot!(render(&RunResult { errors: vec!["after_all: boom".into()], ..run }));
}

#[test]
fn the_xml_is_valid_whatever_the_server_answered() {
    let body = "]]>\u{0}\u{1b}\u{fffe}<&\"' \u{1f600}\u{b}";
    let xml = render(&run(vec![tried(Specimen::pets().status(500).body(body))]));
    // Characters that XML 1.0 section 2.2 allows.
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(allowed));
    quick_junit::Report::deserialize_from_str(&xml).expect("a JUnit report that can be read back");
}
