//! What people read: the console report of a failing run and of a passing one, whole.

use tribunal::{
    document::Document,
    plan::PlanOptions,
    report::console::{Style, render_run},
    result::RunResult,
};

use crate::kennel::{
    DOCUMENT, Kennel, plan,
    trial::{hooks, options, tried},
};

fn console(result: &RunResult) -> String {
    let document = Document::parse("kennel.yaml", DOCUMENT).expect("the kennel's document is one");
    render_run(&document, result, Style::Plain)
}

/// Ports, durations and versions differ from run to run.
fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("golden");
    settings.add_filter(r"127\.0\.0\.1:\d+", "127.0.0.1:PORT");
    settings.add_filter(r"SQLite [\d.]+", "SQLite VERSION");
    settings.add_filter(r"\b\d+(\.\d+)? ?(ns|µs|us|ms|s)\b", "TIME");
    settings
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_run_reads_well() {
    let result = tried(Kennel::planted(), plan(&PlanOptions::default()), hooks(), options()).await;
    settings().bind(|| insta::assert_snapshot!("failing", console(&result)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passing_run_reads_well() {
    let result = tried(Kennel::healthy(), plan(&PlanOptions::default()), hooks(), options()).await;
    settings().bind(|| insta::assert_snapshot!("passing", console(&result)));
}
