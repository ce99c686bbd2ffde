//! Chats: what the platform writes to each user.

mod access;
mod fakes;
mod listing;
mod opening;
mod trash;
mod writing;
