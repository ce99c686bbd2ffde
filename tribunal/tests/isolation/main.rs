//! What a reset must withstand, on real databases.

mod hostile;
mod ladder;
mod postgres;
mod sqlite;
mod support;
