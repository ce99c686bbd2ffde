//! All commands in one shell, so that later ones see the variables and functions of earlier ones.

use std::process::{Command, Stdio};

/// A program that the commands need and this machine has not.
pub(crate) fn missing() -> Option<&'static str> {
    let is_there = |program: &&str| {
        let version =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|it| it.success())
    };
    ["bash", "curl", "python3", "timeout"].into_iter().find(|program| !is_there(program))
}

/// Runs blocks of commands and gives what each printed, errors included.
pub(crate) fn run(url: &str, blocks: &[&str]) -> Vec<String> {
    const END: &str = "=== end of block";
    let script = blocks.iter().fold(String::from("exec 2>&1\n"), |script, commands| {
        format!("{script}{commands}\nprintf '{END}\\n'\n")
    });
    let output = Command::new("timeout")
        .args(["120", "bash", "-c", &script])
        .env("API", url)
        .stdin(Stdio::null())
        .output()
        .expect("bash and timeout");
    let text = String::from_utf8(output.stdout).expect("text");
    let mut printed: Vec<String> = text.split(&format!("{END}\n")).map(str::to_owned).collect();
    let rest = printed.pop().unwrap_or_default();
    assert_eq!(printed.len(), blocks.len(), "the commands came to no end:\n{text}\n{rest}");
    printed
}
