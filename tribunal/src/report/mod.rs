//! Reports: pure functions of results and events. They never decide a verdict.

pub mod console;
pub mod json;
pub mod junit;
