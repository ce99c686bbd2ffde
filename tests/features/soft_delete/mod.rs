//! What is the same for everything that can be trashed.

mod purge;
