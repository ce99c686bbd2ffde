//! `docs/messaging.md` says what really happens: its commands are run against a real server on a fresh database, in
//! one shell, in their order, and print what the document shows.
//!
//! `WALKTHROUGH=write cargo test --test walkthrough` writes what they print into the document.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod difference;
mod mask;
mod page;
mod server;
mod shell;

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use mask::masked;
use page::Page;
use server::Server;

const WRITE: &str = "WALKTHROUGH=write cargo test --test walkthrough";

#[test]
fn what_the_walk_through_shows_is_what_happens() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/messaging.md");
    let text = fs::read_to_string(&file).expect("the document");
    let page = Page::read(&text);
    assert!(page.steps.len() > 10, "only {} blocks of commands were found", page.steps.len());

    if let Some(program) = shell::missing() {
        // Not `eprintln!`: libtest would keep it to itself, for a test that is left out passes.
        let _ = writeln!(std::io::stderr(), "skipped: the walk-through: {program} is not installed");
        return;
    }
    let server = Server::start();
    let commands: Vec<&str> = page.steps.iter().map(|step| step.commands.as_str()).collect();
    let printed = shell::run(&server.url, &commands);
    let mut told = String::new();
    let mut real = Vec::new();
    for (step, printed) in page.steps.iter().zip(printed) {
        if masked(&printed) == masked(&step.output) {
            // What only looks different from run to run stays as it is.
            real.push(step.output.clone());
        } else {
            let shown = difference::lines(&masked(&step.output), &masked(&printed));
            let _ = writeln!(told, "docs/messaging.md:{}: shown (-), printed (+)\n{shown}", step.line);
            real.push(printed);
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a setting of the test, not of the program")]
    let write = std::env::var("WALKTHROUGH").is_ok_and(|it| it == "write");
    if write {
        fs::write(&file, page.with(&real)).expect("written");
    } else {
        assert!(told.is_empty(), "{told}\nif that is meant: {WRITE}, and read the diff");
    }
}
