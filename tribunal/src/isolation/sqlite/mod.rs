//! Slots on `SQLite`.
