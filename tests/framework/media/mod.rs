//! Files, with the program in a process of its own: its real limits, its memory, its storages.

mod memory;
mod s3;
mod server;
mod wire;
