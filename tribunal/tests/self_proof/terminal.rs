//! At a terminal: how far a run is, and Ctrl-C.

use std::process::Command;

use tribunal::run::Instance as _;

use crate::{
    kennel::Kennel,
    place::{Place, Told, told},
    served::Served,
};

const TERMINAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/terminal.py");

/// Runs this command at a terminal. Both its streams are what that shows.
fn at_terminal(command: &Command, interrupt_at: &str) -> Told {
    let mut outer = Command::new("python3");
    outer.args([TERMINAL, interrupt_at]).arg(command.get_program()).args(command.get_args());
    outer.env_remove("DATABASE_URL").env_remove("NO_COLOR").env("TERM", "xterm-256color");
    outer.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    outer.current_dir(command.get_current_dir().expect("a folder"));
    told(outer.output().expect("python3"))
}

#[test]
fn the_bar_goes_before_the_report_comes_and_the_report_is_coloured() {
    let place = Place::of(Kennel::healthy());
    let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
    command.current_dir(place.folder.path()).args([
        "run",
        "kennel.yaml",
        place.kennel.base_url(),
        "--only",
        "listDogs/*",
    ]);
    let shown = at_terminal(&command, "");
    assert_eq!(shown.code, 0, "{}", shown.out);
    let (bar, report) = shown.out.rsplit_once("\u{1b}[2K").expect("the line of the bar is cleared");
    assert!(bar.contains("0/1"), "{bar:?}");
    assert!(!report.contains("0/1") && report.contains("1 passed"), "{report:?}");
    assert!(report.contains("\u{1b}[32m"), "{report:?}");
    let plain = at_terminal(command.env("NO_COLOR", "1"), "");
    let report = plain.out.rsplit_once("\u{1b}[2K").expect("the line of the bar is cleared").1;
    assert!(report.contains("1 passed") && !report.contains("\u{1b}[3"), "{report:?}");
}

#[test]
fn ctrl_c_ends_the_run_and_what_it_has_started_and_leaves_the_report() {
    let served = Served::new();
    let shown = at_terminal(&served.command("slow.yaml", "DOGS", &["--timeout", "3600"]), "0/1");
    assert_eq!(shown.code, 2, "{}", shown.out);
    assert!(shown.out.contains("interrupted by Ctrl-C"), "{}", shown.out);
    served.assert_all_have_ended();
}
