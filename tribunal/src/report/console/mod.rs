//! The report for people: a failure as a compiler would tell it, a line for each transaction, a summary.

mod look;
mod render;

pub use look::{Look, Style};
pub use render::{render_failure, render_line, render_summary};
