//! Writes into a chat.

use tokio::fs::File;

use super::{Shown, permission};
use crate::api::{Caller, ChatId, UserId};
use crate::chats::error::WriteError;
use crate::chats::model::Text;
use crate::chats::store::{chats, messages};
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::media::Wanted;
use crate::media::model::Media;
use crate::media::service::{find, keep};
use crate::notifications::{Code, Details, NewNotification, notify};

/// The image of a message to be written.
pub enum Image {
    /// One that was uploaded before, by its number.
    Known(i64),
    /// One that came with the message.
    New(NewFile),
}

/// A file that came with a message.
pub struct NewFile {
    /// What its sender calls it.
    pub name: Option<String>,
    /// Its bytes.
    pub file: File,
}

/// Writes a message into a chat, and tells its owner.
pub async fn create_chat_message(
    context: &Context,
    caller: &Caller,
    chat: ChatId,
    text: Option<String>,
    image: Option<Image>,
) -> Result<Shown, WriteError> {
    permission::admin(caller)?;
    if text.is_none() && image.is_none() {
        return Err(WriteError::Empty);
    }
    let text = text.map(|text| Text::parse(&text).ok_or(WriteError::BadText)).transpose()?;
    // A file is not kept for a chat that is not there.
    chats::owner(&context.database, chat).await?.ok_or(WriteError::NoChat)?;
    let image = match image {
        Some(image) => Some(picture(context, caller, image).await?),
        None => None,
    };
    let now = context.clock.now();
    let transaction = begin_write(&context.database).await?;
    let owner = chats::owner_for_share(&transaction, chat).await?.ok_or(WriteError::NoChat)?;
    let row =
        messages::Row { chat, text, image: image.as_ref().map(|image| image.id), now, deleted_at: None };
    let message = messages::insert(&transaction, row).await?;
    let shown = Shown { message, image };
    notify(context, &transaction, &[news(owner, &shown)]).await?;
    transaction.commit().await?;
    Ok(shown)
}

async fn picture(context: &Context, caller: &Caller, image: Image) -> Result<Media, WriteError> {
    match image {
        Image::Known(id) => {
            let media = find(&context.database, id).await?;
            media.filter(|media| media.image().is_some()).ok_or(WriteError::NoImage)
        }
        Image::New(NewFile { name, file }) => {
            Ok(keep(context, Some(caller.user), name, file, Wanted::Image).await?)
        }
    }
}

fn news(owner: UserId, shown: &Shown) -> NewNotification {
    NewNotification {
        user: owner,
        code: Code::Announcement,
        message: "You have a new announcement.".to_owned(),
        is_error: false,
        details: Details {
            chat_id: Some(shown.message.chat.0),
            chat_message_id: Some(shown.message.id.0),
            ..Details::default()
        },
    }
}
