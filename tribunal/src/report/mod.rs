//! Reports: pure functions of results. They never decide a verdict.
//!
//! What must stay true: no secret leaves here (everything passes the redaction), nothing that came from outside
//! can steer a terminal, and the report of a huge answer is small.

pub mod console;
mod curl;
pub mod dot;
mod excerpt;
pub mod github;
pub mod har;
pub mod html;
pub mod json;
pub mod junit;
pub mod markdown;
mod plain;
pub mod planned;
mod redact;
mod shown;

pub use redact::REDACTED;

#[cfg(test)]
mod tests;
