//! The use cases: permission decisions and transactions. Knows nothing of HTTP.
//!
//! What must stay true: whether a chat is there is a secret between its owner and administrators; whoever is written
//! to is told in the same transaction.

mod chats;
mod fan_out;
mod messages;
mod permission;
mod write;

pub use chats::{delete_chat, get_chat, get_user_chat, list_chats};
pub use fan_out::{audience, fan_out};
pub use messages::{
    Shown, delete_chat_message, get_chat_message, list_chat_messages, restore_chat_message,
    update_chat_message,
};
pub use write::{Image, NewFile, create_chat_message};
