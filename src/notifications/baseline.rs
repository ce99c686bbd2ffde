//! Notifications of the baseline fixture: a receipt, news, an outcome and an error.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::model::{Code, Details, NewNotification, UserRef};
use super::store;
use crate::api::{ErrorBody, MessageId, Subcode, UserId};

/// What the notifications speak of.
pub struct Subjects {
    /// A message from alice to bob, and bob's answer.
    pub messages: [MessageId; 2],
    /// The jobs of alice that succeeded and failed.
    pub jobs: [Uuid; 2],
    /// A user that the administrator made.
    pub carol: UserRef,
}

/// Inserts them, as told at `now`: the first one to the administrator, then alice's and bob's.
pub async fn insert(
    db: &impl ConnectionTrait,
    [admin, alice, bob]: [UserId; 3],
    subjects: Subjects,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let Subjects { messages: [question, answer], jobs: [succeeded, failed], carol } = subjects;
    let told = |user: UserId, text: &str, details: Details| NewNotification {
        user,
        code: Code::NewMessage,
        message: text.to_owned(),
        is_error: false,
        details,
    };
    let of_message = |id: MessageId| Details { message_id: Some(id.0), ..Details::default() };
    let receipt = Details { job_id: Some(succeeded), ..of_message(question) };
    let error = ErrorBody::field(Subcode::InvalidText, "/content/text", "The text is empty.");
    let refusal = Details { job_id: Some(failed), error: Some(error.to_value()), ..Details::default() };
    let made = Details { user: Some(carol), ..Details::default() };
    let all = [
        NewNotification { code: Code::UserCreation, ..told(admin, "carol was added.", made) },
        told(alice, "Your message was delivered.", receipt),
        told(bob, "You have a new message.", of_message(question)),
        told(bob, "Your message was delivered.", of_message(answer)),
        told(alice, "You have a new message.", of_message(answer)),
        NewNotification {
            is_error: true,
            ..told(alice, "Your message was not delivered. The text is empty.", refusal)
        },
    ];
    store::insert(db, &all, now).await
}
