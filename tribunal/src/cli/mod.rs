//! The command line: `tribunal run | plan | lint`.

use std::process::ExitCode;

/// Parses the process's arguments, runs the command and says how it ended:
/// 0 all passed, 1 findings, 2 wrong usage, document or environment.
pub fn main() -> ExitCode {
    ExitCode::from(2)
}
