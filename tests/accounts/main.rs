//! What the document's examples cannot say about accounts: side effects, time, concurrency, pages.
//!
//! Each rule is tried on `SQLite`, and on `PostgreSQL` where there is one.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[macro_use]
mod support;

mod concurrency;
mod create_user;
mod delete_user;
mod fixture;
mod list_users;
mod login;
mod logout;
mod lost_database;
mod migrations;
mod page;
mod refresh;
mod register;
mod restore_user;
mod sessions;
mod soft_delete;
mod update_user;
