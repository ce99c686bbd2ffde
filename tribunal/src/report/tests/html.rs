//! The page.

use super::specimen::{document, failing, passing, run, tried};
use crate::{check::specimen::Specimen, report::html::render};

#[test]
fn a_failing_run_as_page() {
    insta::assert_snapshot!(render(&document(), &failing()));
}

#[test]
fn a_passing_run_as_page() {
    insta::assert_snapshot!(list(&render(&document(), &passing())));
}

#[test]
fn what_broke_comes_first_and_is_open() {
    let page = render(&document(), &failing());
    let verdicts: Vec<&str> =
        page.split("data-verdict=").skip(1).map(|rest| &rest[..rest.find('>').unwrap_or(0)]).collect();
    assert_eq!(verdicts, ["\"failed\" open", "\"error\" open", "\"passed\"", "\"untested\""]);
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let page = render(&document(), &failing());
    for loader in ["src=", "href=", "url(", "@import", "import(", "fetch("] {
        assert!(!page.contains(loader), "{loader}");
    }
}

#[test]
fn an_answer_is_never_markup() {
    let hostile =
        "</pre></script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&\u{1b}[31m\u{202e}";
    let mut specimen = Specimen::pets().status(500).header("content-type", hostile).body(hostile);
    specimen.transaction.id = format!("a{hostile}");
    specimen.transaction.operation.path = hostile.into();
    specimen.transaction.request.uri = format!("/{hostile}");
    let mut passed = tried(Specimen::pets());
    passed.transaction.id = hostile.into();
    passed.transaction.request.uri = format!("/{hostile}");
    let mut run = run(vec![tried(specimen), passed]);
    run.errors.push(hostile.into());
    run.database = Some(hostile.into());
    let page = render(&document(), &run);
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!((page.matches("</script>").count(), page.matches("</pre>").count()), (1, 3));
    assert!(!page.contains("<img") && !page.contains(['\u{1b}', '\u{202e}']), "{page}");
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"), "it is shown, all the same");
}

/// Without style and script, which the failing run's page has.
fn list(page: &str) -> &str {
    let start = page.find("<body>").unwrap_or_default();
    &page[start..page.find("<script>").unwrap_or(page.len())]
}
