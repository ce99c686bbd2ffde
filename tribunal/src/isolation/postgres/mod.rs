//! Slots on `PostgreSQL`.
