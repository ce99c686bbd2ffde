//! Tells the administrator who asked for a broadcast that it is over.

use async_trait::async_trait;
use serde_json::json;

use super::finished::BroadcastFinished;
use crate::accounts::service::is_there;
use crate::api::UserId;
use crate::jobs::{Attempt, Finished};
use crate::notifications::{Code, Details, NewNotification, notify};
use crate::signals::Subscriber;

/// Hears of broadcasts that have finished.
pub struct TellOfBroadcast;

#[async_trait]
impl Subscriber for TellOfBroadcast {
    type Signal = BroadcastFinished;

    const NAME: &'static str = "tell_of_broadcast";

    async fn receive(&self, attempt: &Attempt, signal: BroadcastFinished) -> anyhow::Result<Finished> {
        let BroadcastFinished { broadcast_id, created_by, job_id, total, delivered } = signal;
        let transaction = attempt.begin().await?;
        let asker = match created_by.map(UserId) {
            Some(user) if is_there(&transaction, user).await? => Some(user),
            _ => None,
        };
        if let Some(user) = asker {
            let told = NewNotification {
                user,
                code: Code::Broadcast,
                message: format!("The banner was sent to {delivered} of {total} chats."),
                is_error: false,
                details: Details {
                    job_id: Some(job_id),
                    broadcast_id: Some(broadcast_id),
                    ..Details::default()
                },
            };
            notify(&attempt.context, &transaction, &[told]).await?;
        }
        Ok(Finished::succeeded(transaction, json!({ "told": asker.is_some() })))
    }
}
