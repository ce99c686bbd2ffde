//! Golden reports, of failing runs as much as of passing ones, and the proof that no secret is in any of them.

mod console;
mod dot;
mod github;
mod har;
mod html;
mod json;
mod junit;
mod markdown;
mod secrets;
pub(super) mod specimen;
mod unsolicited;
