//! Slots on `PostgreSQL`: where the server comes from, and the snapshot that makes a reset cost nothing.
//!
//! A server is found or started (`programs`, `cluster`, `container`), `home` makes databases on it
//! (`making`) under names of ours (`names`), `catalogue` reads what a baseline consists of, `script` writes the SQL of the
//! snapshot (`script` -> `restore_body`, `triggers`), `slot` runs it. In place, `blueprint` has the definitions written
//! down, and `heal` makes a schema that was changed anew of them.
//!
//! What must stay true: marks are rows inserted by the writing transaction itself, so a committed write without a
//! mark does not exist; `restore()` first locks the marks, so no writing transaction is open while it works;
//! nothing in our schema depends on anything of the user's, so a test may drop what it likes;
//! a database whose name is not of our scheme, or whose run may be alive, is never dropped.

mod blueprint;
mod catalogue;
mod clearing;
mod cluster;
mod column;
mod connection;
#[cfg(feature = "testcontainers")]
mod container;
mod dump;
mod emptied;
mod heal;
mod holders;
mod home;
mod kind;
mod making;
mod names;
mod programs;
mod restore_body;
mod script;
mod slot;
mod tables;
mod triggers;

pub(super) use cluster::Cluster;
#[cfg(feature = "testcontainers")]
pub(super) use container::Container;
pub(super) use home::{Home, Keeper};
pub(super) use kind::KIND;
pub(super) use programs::Programs;
use slot::PostgresSlot;
