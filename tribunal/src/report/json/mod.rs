//! The report for programs: one JSON object. Its shape is an interface: fields are added, never changed.

mod model;
mod render;

pub use model::{
    DocumentReport, FindingReport, Milliseconds, PlaceReport, RebuildsReport, Report, RequestReport,
    ResponseReport, SummaryReport, TransactionReport, UntestedReport, UntriedReport,
};
pub use render::{render, report};
