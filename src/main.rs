//! The `plenary` command: parses, configures, calls the library.

use std::ffi::OsString;
use std::process::ExitCode;

fn main() -> ExitCode {
    plenary::cli::run(&std::env::args_os().collect::<Vec<OsString>>())
}
