//! The report for people: a failure as a compiler would tell it, a line for each transaction, a summary.

mod diff;
mod failure;
mod line;
mod look;
mod source;
mod summary;

pub use failure::render_failure;
pub use line::render_line;
pub use look::{Look, Style};
pub use summary::render_summary;
