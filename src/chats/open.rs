//! The subscriber that gives every new user a chat.

use async_trait::async_trait;
use serde_json::json;

use super::store::chats;
use crate::accounts::UserRegistered;
use crate::api::UserId;
use crate::jobs::{Attempt, Finished};
use crate::signals::Subscriber;

/// Makes a new user's chat.
pub struct OpenChat;

#[async_trait]
impl Subscriber for OpenChat {
    type Signal = UserRegistered;

    const NAME: &'static str = "open_chat";

    async fn receive(&self, attempt: &Attempt, signal: UserRegistered) -> anyhow::Result<Finished> {
        let now = attempt.context.clock.now();
        let transaction = attempt.begin().await?;
        let opened = chats::open(&transaction, UserId(signal.user), now).await?;
        Ok(Finished::succeeded(transaction, json!({ "opened": opened })))
    }
}
