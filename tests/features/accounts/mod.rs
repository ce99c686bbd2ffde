//! Accounts.

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
mod update_user;
