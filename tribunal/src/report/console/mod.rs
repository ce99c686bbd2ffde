//! The report for people: a failure as a compiler would tell it, a line for each transaction, a summary.

mod defects;
mod diff;
mod failure;
mod line;
mod look;
mod plan;
mod run;
mod source;
mod summary;

pub use defects::render_defects;
pub use failure::render_failure;
pub use line::render_line;
pub(in crate::report) use look::Ink;
pub use look::{Look, Style};
pub use plan::render_plan;
pub use run::render_run;
pub use summary::render_summary;
pub(in crate::report) use summary::{not_tried, render_figures};
