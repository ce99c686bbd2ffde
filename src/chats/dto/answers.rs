//! The statuses of each operation.

use super::chat::{ChatData, ChatList};
use super::message::{ChatMessageData, ChatMessageList};
use crate::api::Done;
use crate::api::answer::{Created, Listed, Shown, answers};
use crate::chats::error::{
    ChatError, GetError, ListError, MessageError, RestoreError, UpdateError, UserChatError, WriteError,
};

answers! {
    for pub(in crate::chats),

    ListChats: Listed<ChatList>; ListError => {
        200 "The chats.",
        400 "A parameter is wrong.",
        403 "The caller is no administrator.",
    }
    GetChat: Shown<ChatData>; GetError => {
        200 "The chat.",
        400 "The id is no positive number.",
        404 "There is no such chat, or it is somebody else's.",
    }
    GetUserChat: Shown<ChatData>; UserChatError => {
        200 "The chat.",
        400 "The id is no positive number.",
        403 "The caller is neither the user nor an administrator.",
        404 "There is no such user, or the user has no chat.",
    }
    DeleteChat: Done; ChatError => {
        200 "The chat is gone, and its messages with it.",
        400 "The id is no positive number.",
        403 "The caller is no administrator.",
        404 "There is no such chat.",
    }
    ListChatMessages: Listed<ChatMessageList>; ChatError => {
        200 "The messages.",
        400 "The id is no positive number, or a parameter is wrong.",
        403 "Only an administrator may see deleted messages.",
        404 "There is no such chat, or it is somebody else's.",
    }
    CreateChatMessage: Created<ChatMessageData>; WriteError => {
        201 "The message is written, and the chat's owner is told.",
        400 "The message is empty, or a field breaks its rule.",
        403 "The caller is no administrator.",
        404 "There is no such chat, or no such image.",
        413 "The file has too many bytes, or the image too many pixels.",
        415 "The media type of the body is not read here, or the file is no image, or not a whole one.",
    }
    GetChatMessage: Shown<ChatMessageData>; MessageError => {
        200 "The message.",
        400 "An id is no positive number, or a parameter is wrong.",
        403 "Only an administrator may see deleted messages.",
        404 "There is no such chat, or it is somebody else's, or there is no such message in it.",
    }
    UpdateChatMessage: Shown<ChatMessageData>; UpdateError => {
        200 "The message as it is now.",
        400 "An id is no positive number, or the text breaks its rule.",
        403 "The caller is no administrator.",
        404 "There is no such chat, or no such message in it.",
    }
    DeleteChatMessage: Done; MessageError => {
        200 "The message is deleted.",
        400 "An id is no positive number, or a parameter is wrong.",
        403 "The caller is no administrator.",
        404 "There is no such chat, or no such message in it.",
    }
    RestoreChatMessage: Shown<ChatMessageData>; RestoreError => {
        200 "The message is back.",
        400 "An id is no positive number.",
        403 "The caller is no administrator.",
        404 "There is no such chat, or no such message in it, not even in the trash.",
        409 "The message is not in the trash.",
    }
}
