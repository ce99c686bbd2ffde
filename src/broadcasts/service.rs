//! The use cases: asking for a broadcast, looking at those there were.

use std::collections::HashMap;

use sea_orm::DbErr;

use super::banners::{BannerError, Search};
use super::error::{CreateError, ListError, ReadError};
use super::model::{Banner, Broadcast};
use super::send::SendBroadcast;
use super::store::{self, Row};
use crate::api::{BroadcastId, Caller, ListMeta, Page};
use crate::chats::model::Text;
use crate::infra::Context;
use crate::infra::database::begin_write;
use crate::jobs::{self, Job, JobId, NewJob};
use crate::media::model::Media;
use crate::media::service::find_many;

/// A broadcast with its picture, once that was fetched.
pub type Shown = (Broadcast, Option<Media>);

/// Reserves the first banner that was never sent, and asks for its sending.
pub async fn create_broadcast(
    context: &Context,
    caller: &Caller,
    text: Option<String>,
) -> Result<JobId, CreateError> {
    if !caller.admin {
        return Err(CreateError::Refused);
    }
    let text = text.map(|text| Text::parse(&text).ok_or(CreateError::BadText)).transpose()?;
    let text = text.map(Text::into_string);
    let banners = &context.config.banners;
    let url = banners.banner_api_url.as_ref().ok_or(BannerError::NotConfigured)?;
    let mut search = Search::new(&context.outbound, url.reveal(), banners.banner_budget);
    while let Some(page) = search.next_page().await? {
        let urls = page.iter().map(|banner| banner.url.clone()).collect();
        let taken = store::taken(&context.database, urls).await?;
        for banner in page.into_iter().filter(|banner| !taken.contains(&banner.url)) {
            // Somebody else may have taken it since: then the next one is ours.
            if let Some(job) = reserve(context, caller, text.as_ref(), banner).await? {
                return Ok(job);
            }
        }
    }
    Err(CreateError::NoneLeft)
}

/// The reservation and the job, both or neither.
async fn reserve(
    context: &Context,
    caller: &Caller,
    text: Option<&String>,
    banner: Banner,
) -> Result<Option<JobId>, CreateError> {
    let transaction = begin_write(&context.database).await?;
    let new = NewJob::new(SendBroadcast.kind(), ()).owned_by(caller.user);
    let job = jobs::enqueue(context, &transaction, new).await?;
    let now = context.clock.now();
    let row = Row { banner, text: text.cloned(), created_by: caller.user, job, now };
    if store::reserve(&transaction, row).await?.is_none() {
        transaction.rollback().await?;
        return Ok(None);
    }
    transaction.commit().await?;
    Ok(Some(job))
}

/// One page of the broadcasts, newest first.
pub async fn list_broadcasts(
    context: &Context,
    caller: &Caller,
    page: &Page,
) -> Result<(Vec<Shown>, ListMeta), ListError> {
    if !caller.admin {
        return Err(ListError::Refused);
    }
    let mut rows = store::list(&context.database, page.start, page.fetch()).await?;
    let meta = page.cut(&mut rows, |broadcast| broadcast.id.0);
    Ok((with_pictures(context, rows).await?, meta))
}

/// One broadcast.
pub async fn get_broadcast(context: &Context, caller: &Caller, id: BroadcastId) -> Result<Shown, ReadError> {
    if !caller.admin {
        return Err(ReadError::Refused);
    }
    let broadcast = store::find(&context.database, id).await?.ok_or(ReadError::NotFound)?;
    with_pictures(context, vec![broadcast]).await?.pop().ok_or(ReadError::NotFound)
}

async fn with_pictures(context: &Context, rows: Vec<Broadcast>) -> Result<Vec<Shown>, DbErr> {
    let ids: Vec<i64> = rows.iter().filter_map(|row| row.media).collect();
    let pictures: HashMap<i64, Media> = find_many(&context.database, &ids).await?;
    let shown = rows.into_iter().map(|row| {
        let picture = row.media.and_then(|id| pictures.get(&id).cloned());
        (row, picture)
    });
    Ok(shown.collect())
}
