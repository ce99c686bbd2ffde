//! Golden reports, of failing runs as much as of passing ones, and the proof that no secret is in any of them.

mod console;
mod json;
mod junit;
mod secrets;
mod specimen;
