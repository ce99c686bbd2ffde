//! Callbacks and webhooks: no request proves them, and every report says so.

use serde_json::json;

use super::specimen::{document, with_unsolicited};
use crate::report::{
    console::{Style, render_summary},
    github, html, json as programs, markdown,
};

#[test]
fn the_console_lists_and_counts_them() {
    insta::assert_snapshot!(render_summary(&with_unsolicited(), Style::Plain));
}

#[test]
fn programs_find_each_with_its_place() {
    let report = programs::render(&document(), &with_unsolicited());
    assert_eq!(report["summary"]["untested"], 2);
    assert_eq!(report["summary"]["untried"], json!({"operations": 0, "callbacks": 1, "webhooks": 1}));
    insta::assert_json_snapshot!(report["untested"]);
}

#[test]
fn the_page_and_the_summary_of_a_job_have_a_row_for_each() {
    let (page, summary) =
        (html::render(&document(), &with_unsolicited()), markdown::render(&document(), &with_unsolicited()));
    assert_eq!(page.matches("data-verdict=\"untested\"").count(), 2, "{page}");
    assert!(page.contains("> untested 2</label>") && page.contains("> all 3</label>"), "{page}");
    assert!(page.contains("1 callback, 1 webhook"), "{page}");
    assert!(summary.contains("\nNot tried: 1 callback, 1 webhook.\n"), "{summary}");
    assert!(summary.contains("| `webhook news POST` | untested | `a webhook is a request"), "{summary}");
    assert!(github::render(&document(), &with_unsolicited()).contains("2 untested"));
}
