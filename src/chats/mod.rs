//! Chats: what the platform writes to each user.
//!
//! Here live the chats and their messages, and how administrators look for and write into them. Not here: what users
//! write to each other (`messages`), and the images' bytes (`media`).
//!
//! What must stay true: a user has at most one chat, and the database says so; it is made by the signal of the user's
//! registration, which may be told twice; a chat is seen by its owner and by administrators, and is not there for
//! anybody else; what is in the trash counts nowhere.

mod api;
pub mod baseline;
mod dto;
mod entity;
pub mod error;
pub mod model;
mod open;
pub mod service;
mod store;

pub use api::ChatsApi;
pub use open::OpenChat;
pub use store::messages::TRASH;
