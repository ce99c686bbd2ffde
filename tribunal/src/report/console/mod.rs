//! The report for people: a failure as a compiler would tell it, a line for each transaction, a summary.

mod defects;
mod diff;
mod failure;
mod line;
mod look;
mod plan;
mod source;
mod summary;

pub use defects::render_defects;
pub use failure::render_failure;
pub use line::render_line;
pub use look::{Look, Style};
pub use plan::render_plan;
pub use summary::render_summary;
