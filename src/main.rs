//! The `plenary` command: parses, configures, calls the library.

use std::ffi::OsString;
use std::process::ExitCode;

/// Gives memory back after a burst of password hashes, where the system's allocator keeps hundreds of megabytes.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    plenary::cli::run(&std::env::args_os().collect::<Vec<OsString>>())
}
