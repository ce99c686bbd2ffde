//! A slot on `MySQL` or `MariaDB`: a user's database, restored in place under a server that keeps its connections.
//!
//! `connection` opens our session, `names` what we make beside the user's database, `catalogue` reads the tables and
//! `encoding` how a row becomes a number; `definitions` reads every object as the text that makes it and `healing` goes back
//! to such texts; `content` compares and rewrites rows; `activity` tells when nothing can have changed; `baseline` keeps
//! all of it in a database of its own, `install` fills that and `rights` says which right is missing; `blocked` names who
//! is in the way; `restore` is the order of events, `slot` the life around it.
//!
//! Triggers of ours would not do here: `MySQL` fires none on TRUNCATE nor for what a foreign key does to other tables
//! (<https://dev.mysql.com/doc/refman/8.4/en/trigger-syntax.html>, section "Limitations": cascaded actions). So what was
//! written is found by content: one statement takes a checksum of every table, under shared row locks, so that an open
//! transaction that wrote something is waited for and not overlooked.
//!
//! What must stay true: definitions are compared unless no statement that changes one was counted since; rows are
//! compared unless the redo log has not moved since; a user's trigger never fires during a restore; a database of
//! our name without our mark in it is never touched.

mod activity;
mod baseline;
mod blocked;
mod catalogue;
mod connection;
mod content;
mod definitions;
mod encoding;
mod healing;
mod install;
mod kind;
mod names;
mod restore;
mod rights;
mod slot;

pub(super) use kind::KIND;
use slot::MySqlSlot;
