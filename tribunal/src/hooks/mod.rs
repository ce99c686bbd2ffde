//! Hooks: what a suite runs around each transaction, and who its actors are.
//!
//! A typed Rust registry over the suite's own instance type, and beside it handlers of hook files in any language
//! ([`worker`]). What must stay true:
//! stages run in Dredd's documented order; a hook that panics, fails or hangs is
//! the error of one transaction and never of the process; a hook that can bind to
//! nothing stops the run before it starts.

mod actors;
mod dead;
mod exchange;
mod guard;
mod pattern;
mod registry;
mod stage;
mod stages;
mod stash;
mod trouble;
pub mod worker;

pub use dead::DeadHook;
pub use exchange::Exchange;
pub(crate) use guard::panic_text;
pub use pattern::Pattern;
pub use registry::{HookError, HookResult, Hooks, done};
pub use stage::Stage;
pub use stash::Stash;
pub(crate) use trouble::Trouble;
