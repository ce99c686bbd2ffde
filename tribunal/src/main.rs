//! The `tribunal` command: parses arguments and calls the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    tribunal::cli::main()
}
