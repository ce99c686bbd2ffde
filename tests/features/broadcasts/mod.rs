//! Banners that are sent to all chats.

mod api;
mod guard;
mod sending;
mod support;
