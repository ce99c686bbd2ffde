//! The job that judges a message, delivers it, and tells both sides.

use std::time::Duration;

use async_trait::async_trait;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::model::{Content, Problem};
use super::service::Draft;
use super::store;
use crate::accounts::service::is_there;
use crate::api::{ErrorBody, Subcode, UserId};
use crate::jobs::{Attempt, Finished, Job};
use crate::notifications::{Code, Details, NewNotification, notify};

/// How long a message waits for the sender's earlier ones.
const TURN: Duration = Duration::from_secs(1);

/// Delivers one message.
pub struct DeliverMessage;

#[async_trait]
impl Job for DeliverMessage {
    fn kind(&self) -> &'static str {
        "deliver_message"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let draft: Draft = attempt.payload()?;
        let (sender, recipient) = (UserId(draft.sender_id), UserId(draft.recipient_id));
        attempt.my_turn(self.kind(), TURN).await?;
        let transaction = attempt.begin().await?;
        let content = match judge(&transaction, &draft).await? {
            Ok(content) => content,
            Err(problem) => {
                let Problem { subcode, pointer, message } = problem;
                let error = ErrorBody::field(subcode, pointer, message.clone());
                // Whoever asked may have been removed for good since: then there is nobody to tell.
                if let Some(user) = attempt.owner {
                    let refusal = NewNotification {
                        user,
                        code: Code::NewMessage,
                        message: format!("Your message was not delivered. {message}"),
                        is_error: true,
                        details: Details {
                            job_id: Some(attempt.id.0),
                            error: Some(error.to_value()),
                            ..Details::default()
                        },
                    };
                    notify(&attempt.context, &transaction, &[refusal]).await?;
                }
                return Ok(Finished::failed(transaction, error));
            }
        };
        let now = attempt.context.clock.now();
        let message = store::insert(&transaction, sender, recipient, &content, now).await?;
        let told = |user: UserId, text: &str, job: bool| NewNotification {
            user,
            code: Code::NewMessage,
            message: text.to_owned(),
            is_error: false,
            details: Details {
                job_id: job.then_some(attempt.id.0),
                message_id: Some(message.0),
                ..Details::default()
            },
        };
        let receipt = told(sender, "Your message was delivered.", true);
        let news = told(recipient, "You have a new message.", false);
        notify(&attempt.context, &transaction, &[receipt, news]).await?;
        Ok(Finished::succeeded(transaction, json!({ "message_id": message.0 })))
    }
}

/// The rules in their order; recipient and sender as such were judged when the message was accepted.
async fn judge(db: &impl ConnectionTrait, draft: &Draft) -> anyhow::Result<Result<Content, Problem>> {
    let typed = match Content::typed(draft.content.as_ref()) {
        Ok(typed) => typed,
        Err(problem) => return Ok(Err(problem)),
    };
    for (id, pointer, message) in [
        (draft.recipient_id, "/recipient_id", "The recipient does not exist."),
        (draft.sender_id, "/sender_id", "The sender does not exist."),
    ] {
        if !is_there(db, UserId(id)).await? {
            return Ok(Err(Problem::new(Subcode::UserNotFound, pointer, message)));
        }
    }
    Ok(typed.read())
}
