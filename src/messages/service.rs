//! The use cases: accepting a message, listing conversations.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::deliver::DeliverMessage;
use super::error::SendError;
use super::model::{Filter, Message};
use super::store;
use crate::accounts::model::Name;
use crate::accounts::service::names;
use crate::api::{Caller, ListMeta, Page, UserId};
use crate::infra::{Context, DatabaseError};
use crate::jobs::{self, Job, JobId, NewJob};

/// A message that was accepted and not yet judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Who writes.
    pub sender_id: i64,
    /// To whom.
    pub recipient_id: i64,
    /// What, as it came.
    pub content: Option<Value>,
}

/// Accepts a message. What it says, as it came, is judged later.
pub async fn create_message(
    context: &Context,
    caller: &Caller,
    sender: Option<UserId>,
    recipient: UserId,
    said: Option<Value>,
) -> Result<JobId, SendError> {
    let sender = sender.unwrap_or(caller.user);
    if sender != caller.user && !caller.admin {
        return Err(SendError::NotTheSender);
    }
    let draft = Draft { sender_id: sender.0, recipient_id: recipient.0, content: said };
    let job = NewJob::new(DeliverMessage.kind(), draft).owned_by(caller.user);
    Ok(jobs::enqueue(context, &context.database, job).await?)
}

/// One page of the messages that the caller wrote or received, newest first; for administrators, of all. Beside them
/// the names of those who are still there.
pub async fn list_messages(
    context: &Context,
    caller: &Caller,
    filter: Filter,
    page: &Page,
) -> Result<(Vec<Message>, HashMap<UserId, Name>, ListMeta), DatabaseError> {
    let party = if caller.admin { None } else { Some(caller.user) };
    let mut rows = store::list(&context.database, party, filter, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |message| message.id.0);
    let people: Vec<UserId> =
        rows.iter().flat_map(|message| [message.sender, message.recipient]).flatten().collect();
    let names = names(&context.database, &people).await?;
    Ok((rows, names, meta))
}
