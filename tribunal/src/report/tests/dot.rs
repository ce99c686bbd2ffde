//! The report in dots.

use super::specimen::{document, failing, passed, passing, run};
use crate::report::{console::Style, dot::render};

#[test]
fn a_failing_run_in_dots() {
    insta::assert_snapshot!(render(&document(), &failing(), Style::Plain));
}

#[test]
fn a_passing_run_in_dots() {
    insta::assert_snapshot!(render(&document(), &passing(), Style::Plain));
}

#[test]
fn a_line_is_eighty_dots() {
    let shown = render(&document(), &run(vec![passed(); 81]), Style::Plain);
    assert!(shown.starts_with(&format!("{}\n.\n\n", ".".repeat(80))), "{shown}");
}
