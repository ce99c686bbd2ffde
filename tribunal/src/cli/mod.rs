//! The command line: `tribunal run | plan | lint | init | completions | man`.
//!
//! Parses, calls the library, prints. What must stay true: standard output holds results and nothing else;
//! whatever keeps a command from doing its work is one message on standard error and exit code 2; what the user
//! gave as a secret (header values, database passwords) is never printed.

mod args;
mod base_url;
mod completions;
mod config;
mod database;
mod dispatch;
mod environment;
mod fields;
mod hooks;
mod init;
mod interrupt;
mod lint;
mod manual;
mod place;
mod plan;
mod progress;
mod reporter;
mod run;
mod seconds;
mod selection;
mod server;
mod slots;
mod source;

pub use dispatch::main;
