//! Redaction: no secret leaves the engine in a report. Every report takes what it shows from here.
//!
//! Two nets, one behind the other: what stands under a secret *name* (header, property, parameter, cookie) is
//! hidden where it stands; the *values* found so are hidden wherever else in the exchange they turn up.

mod collect;
mod name;
mod redactor;
mod scan;

pub(crate) use redactor::Redactor;

/// Stands for what is not shown.
pub const REDACTED: &str = "<redacted>";
