//! Shows and removes chats.

use super::permission;
use crate::accounts::service::is_there;
use crate::api::{Caller, ChatId, ListMeta, Page, UserId};
use crate::chats::error::{ChatError, GetError, ListError, UserChatError};
use crate::chats::model::{Chat, Filter};
use crate::chats::store::chats;
use crate::infra::Context;

/// One page of the chats that are asked for, newest first.
pub async fn list_chats(
    context: &Context,
    caller: &Caller,
    filter: &Filter,
    page: &Page,
) -> Result<(Vec<Chat>, ListMeta), ListError> {
    permission::admin(caller)?;
    let mut rows = chats::list(&context.database, filter, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |chat| chat.id.0);
    Ok((rows, meta))
}

/// One chat, to its owner and to administrators.
pub async fn get_chat(context: &Context, caller: &Caller, id: ChatId) -> Result<Chat, GetError> {
    let chat = chats::find(&context.database, id).await?.ok_or(GetError::NoChat)?;
    if caller.admin || chat.user.id == caller.user { Ok(chat) } else { Err(GetError::NoChat) }
}

/// The chat of a user.
pub async fn get_user_chat(context: &Context, caller: &Caller, user: UserId) -> Result<Chat, UserChatError> {
    if !is_there(&context.database, user).await? {
        return Err(UserChatError::NoUser);
    }
    permission::user(caller, user)?;
    let id = chats::of_user(&context.database, user).await?.ok_or(UserChatError::NoChat)?;
    chats::find(&context.database, id).await?.ok_or(UserChatError::NoChat)
}

/// Removes a chat for good, and its messages with it.
pub async fn delete_chat(context: &Context, caller: &Caller, id: ChatId) -> Result<(), ChatError> {
    permission::admin(caller)?;
    if chats::remove(&context.database, id).await? { Ok(()) } else { Err(ChatError::NoChat) }
}
