//! The `plenary` command: parses, configures, calls the library.

fn main() {}
