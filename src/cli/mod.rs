//! The command line: parse, configure, call the library.
//!
//! What must stay true: whatever the user got wrong is one line on standard error and exit code 2; anything that
//! breaks later is exit code 1. Standard output carries results only.

mod arguments;
mod create_admin;
mod database;
mod fake_chats;
mod jobs;
mod outcome;
mod parse;
mod run;
mod serve;

pub use run::run;
