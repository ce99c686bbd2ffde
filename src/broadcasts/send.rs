//! The job that fetches a banner's picture and writes it into all chats.

use std::time::Duration;

use anyhow::Context as _;
use async_trait::async_trait;
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::banners::{Fetched, fetch};
use super::finished::BroadcastFinished;
use super::model::{Broadcast, Cursor, State};
use super::store;
use crate::accounts::service::is_there;
use crate::api::{ErrorBody, Subcode};
use crate::chats::model::{Announcement, Batch};
use crate::chats::service::{audience, fan_out};
use crate::jobs::{Attempt, Finished, Job};
use crate::media::error::KeepError;
use crate::media::service::{Wanted, keep};
use crate::notifications::{Code, Details, NewNotification, notify};
use crate::signals::publish;

/// How long the picture may take. An attempt that ends so is tried again.
const FETCHING: Duration = Duration::from_secs(30);

/// Sends one broadcast.
pub struct SendBroadcast;

#[async_trait]
impl Job for SendBroadcast {
    fn kind(&self) -> &'static str {
        "send_broadcast"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let found = store::of_job(&attempt.context.database, attempt.id).await?;
        let (broadcast, _) = found.context("a job without its broadcast")?;
        if broadcast.state == State::Queued
            && let Some(reason) = begin(attempt, &broadcast).await?
        {
            let message = format!("The picture of the banner cannot be used: {reason}.");
            let error = ErrorBody::new(Subcode::BannerApiError, message.clone());
            let transaction = attempt.begin().await?;
            give_up(attempt, &transaction, &broadcast, &message, &error).await?;
            return Ok(Finished::failed(transaction, error));
        }
        deliver(attempt).await
    }

    async fn died(&self, attempt: &Attempt, transaction: &DatabaseTransaction) -> anyhow::Result<()> {
        let found = store::of_job(transaction, attempt.id).await?;
        let (broadcast, _) = found.context("a job without its broadcast")?;
        let error = ErrorBody::of(Subcode::Unexpected);
        give_up(attempt, transaction, &broadcast, "It was tried too often.", &error).await
    }
}

/// Fetches the picture and settles who gets it. Says why not, if it is refused for good.
async fn begin(attempt: &Attempt, broadcast: &Broadcast) -> anyhow::Result<Option<String>> {
    let context = &attempt.context;
    let (name, file) = match fetch(context, &broadcast.banner.url, FETCHING).await? {
        Fetched::Picture { name, file } => (name, file),
        Fetched::Refused(reason) => return Ok(Some(reason)),
    };
    let picture = match keep(context, broadcast.created_by, name, file, Wanted::Image).await {
        Ok(picture) => picture,
        Err(KeepError::Fault(fault)) => return Err(fault.into()),
        Err(refused) => return Ok(Some(refused.to_string())),
    };
    let transaction = attempt.begin().await?;
    let audience = audience(&transaction).await?;
    store::begin(&transaction, broadcast.id, picture.id, audience).await?;
    attempt.progress(&transaction, 0, audience.total).await?;
    transaction.commit().await?;
    Ok(None)
}

/// Writes into the chats that are left, a batch in a transaction. Where it is stands beside what it wrote, so that
/// another attempt goes on from there.
async fn deliver(attempt: &Attempt) -> anyhow::Result<Finished> {
    let context = &attempt.context;
    loop {
        let transaction = attempt.begin().await?;
        let found = store::of_job(&transaction, attempt.id).await?;
        let (broadcast, Cursor { last, until }) = found.context("a job without its broadcast")?;
        let announcement = Announcement {
            broadcast: broadcast.id,
            text: broadcast.text.clone(),
            image: broadcast.media,
            now: context.clock.now(),
        };
        let batch = Batch { after: last, until, most: context.config.banners.broadcast_batch };
        let Some(written) = fan_out(&transaction, &announcement, batch).await? else {
            return finish(attempt, transaction, &broadcast).await;
        };
        let delivered = broadcast.delivered + written.count;
        store::advance(&transaction, broadcast.id, written, delivered).await?;
        attempt.progress(&transaction, delivered, broadcast.total).await?;
        transaction.commit().await?;
    }
}

async fn finish(
    attempt: &Attempt,
    transaction: DatabaseTransaction,
    broadcast: &Broadcast,
) -> anyhow::Result<Finished> {
    let Broadcast { id, total, delivered, created_by, .. } = *broadcast;
    store::end(&transaction, id, State::Finished, attempt.context.clock.now()).await?;
    let signal = BroadcastFinished {
        broadcast_id: id.0,
        created_by: created_by.map(|user| user.0),
        job_id: attempt.id.0,
        total,
        delivered,
    };
    publish(&attempt.context, &transaction, &signal).await?;
    let result = json!({ "broadcast_id": id.0, "total": total, "delivered": delivered });
    Ok(Finished::succeeded(transaction, result))
}

/// Ends a broadcast that cannot be sent, and tells who asked for it.
async fn give_up(
    attempt: &Attempt,
    transaction: &DatabaseTransaction,
    broadcast: &Broadcast,
    reason: &str,
    error: &ErrorBody,
) -> anyhow::Result<()> {
    store::end(transaction, broadcast.id, State::Failed, attempt.context.clock.now()).await?;
    let Some(user) = broadcast.created_by else { return Ok(()) };
    if !is_there(transaction, user).await? {
        return Ok(());
    }
    let told = NewNotification {
        user,
        code: Code::Broadcast,
        message: format!("The banner was not sent. {reason}"),
        is_error: true,
        details: Details {
            job_id: Some(attempt.id.0),
            broadcast_id: Some(broadcast.id.0),
            error: Some(error.to_value()),
            ..Details::default()
        },
    };
    Ok(notify(&attempt.context, transaction, &[told]).await?)
}
