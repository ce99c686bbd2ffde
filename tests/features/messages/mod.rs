//! Messages between users.

mod conversation;
mod delivery;
