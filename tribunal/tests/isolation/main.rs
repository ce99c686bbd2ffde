//! What a reset must withstand, on real databases.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why and fails")]

mod hostile;
mod kinds;
mod ladder;
mod mariadb;
mod mysql;
mod mysql_case;
mod mysql_cost;
mod mysql_hostile;
mod mysql_schema;
mod own;
mod postgres;
mod random;
mod sqlite;
mod support;
