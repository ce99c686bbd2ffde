//! Plenary's database migrations.
