//! The reset: before every transaction the database is a fresh one, at no cost.
//!
//! [`Databases`] finds a place for databases (the ladder: a given URL, Testcontainers, a private
//! `PostgreSQL` cluster, `SQLite`) and hands out slots; a [`SlotDatabase`] goes back to the baseline by
//! [`Reset::restore`]. On `MySQL` and `MariaDB` there are no slots, only a user's database in place.
//! A kind of database is one folder that implements the traits of `kind`, and a row in its list.
//!
//! What must stay true: a restore that cannot be proved is an error, never a shrug; nothing that is not
//! ours is dropped or emptied; whatever was started is stopped, also when this process is killed.

mod choice;
mod command;
mod databases;
mod error;
mod kind;
mod mysql;
mod postgres;
mod reset;
mod slot;
mod sqlite;
mod watchdog;

pub(crate) use choice::without_password;
pub use choice::{DEFAULT_IMAGE, DatabaseChoice};
pub use command::CommandReset;
pub use databases::{Databases, Refused};
pub use error::IsolationError;
pub use reset::{Rebuilds, Reset, Restored};
pub use slot::SlotDatabase;
