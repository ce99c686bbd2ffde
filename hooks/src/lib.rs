//! Plenary's contract suite: who its actors are, how Plenary is started for a slot, and
//! what has to be done around examples that the document alone cannot provoke.
//!
//! [`suite::Suite::open`] makes a Tribunal session of the document and Plenary; `tests/contract.rs`
//! shows it as one test per example, the `plenary-contract` command runs it against any
//! server. Hooks stand in one file per feature, named as in Plenary's `src/`.
//!
//! What must stay true: every slot's server has its own clock and ids, put back with the
//! database, so that an answer is the same to the byte every time; a hook shapes the
//! request, and never makes an expectation weaker.

pub mod accounts;
pub mod actors;
pub mod api;
pub mod banners;
pub mod broadcasts;
pub mod chats;
pub mod exceptions;
pub mod health;
pub mod listening;
pub mod login;
pub mod messages;
pub mod notifications;
pub mod record;
pub mod server;
pub mod suite;
pub mod twins;
