//! What comes with the binary: help with examples, pages of the manual, completions.

use crate::place::{Told, tribunal};

const COMMANDS: [&str; 6] = ["run", "plan", "lint", "init", "completions", "man"];

fn told(args: &[&str]) -> Told {
    let folder = tempfile::tempdir().expect("a folder");
    let told = tribunal(folder.path(), args.iter().map(ToString::to_string));
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{args:?}");
    told
}

#[test]
fn the_help_has_examples_that_name_commands_there_are() {
    let help = told(&["--help"]).out;
    let (_, examples) = help.split_once("Examples:\n").expect("examples");
    let named = examples.lines().filter_map(|line| line.strip_prefix("  tribunal "));
    let named: Vec<&str> = named.filter_map(|line| line.split(' ').next()).collect();
    assert!(named.len() >= 6 && named.iter().all(|name| COMMANDS.contains(name)), "{named:?}");
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let page = told(&["man"]).out;
    assert!(page.contains(".TH tribunal 1"), "{page}");
    for command in COMMANDS {
        assert!(page.contains(&format!("tribunal\\-{command}(1)")), "{command} is missing:\n{page}");
        let page = told(&["man", command]).out;
        assert!(page.contains(&format!(".TH tribunal-{command} 1")), "{page}");
    }
    let page = told(&["man", "run"]).out;
    assert!(page.contains("\\-\\-reporter") && page.contains("Exit codes"), "{page}");
}

#[test]
fn every_shell_is_offered_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = told(&["completions", shell]).out;
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
        assert!(script.contains("fail-fast"), "{shell} does not know the options of run");
    }
}
