//! Keeps a file.

use tokio::fs::File;
use tokio::io::AsyncSeekExt;
use tokio::sync::Semaphore;

use crate::api::UserId;
use crate::infra::Context;
use crate::media::content::{Judgement, inspect};
use crate::media::error::KeepError;
use crate::media::model::{FileName, Inspected, Media};
use crate::media::store::{self, Row};

/// How many files are judged at once: each may hold all pixels of an image in memory.
const AT_ONCE: usize = 2;
static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// What a file has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An image that can be shown.
    Image,
    /// Anything; but what begins as an image has to be a whole one.
    Anything,
}

/// Judges a file and keeps it, under a key that nobody can guess. `name` is what its sender calls it.
///
/// # Errors
///
/// When it is empty, too large or not what is wanted; or by a fault of ours. Then nothing is kept.
pub async fn keep(
    context: &Context,
    uploader: Option<UserId>,
    name: Option<String>,
    mut file: File,
    wanted: Wanted,
) -> Result<Media, KeepError> {
    let limit = context.config.storage.upload_limit;
    if file.metadata().await?.len() > limit {
        return Err(KeepError::TooLarge(limit));
    }
    let inspected = judged(context, &file, wanted).await?;
    let key = context.ids.secret();
    file.rewind().await?;
    context.storage.put(&key, file).await?;
    let row = Row {
        key: key.clone(),
        name: name.as_deref().and_then(FileName::of).map(FileName::into_string),
        content: inspected,
        uploaded_by: uploader,
        now: context.clock.now(),
    };
    match store::insert(&context.database, row).await {
        Ok(media) => Ok(media),
        Err(error) => {
            if let Err(error) = context.storage.remove(&key).await {
                tracing::warn!(key, %error, "a file without a row stays in the storage");
            }
            Err(error.into())
        }
    }
}

async fn judged(context: &Context, file: &File, wanted: Wanted) -> Result<Inspected, KeepError> {
    let pixels = context.config.storage.image_pixels;
    let file = file.try_clone().await?.into_std().await;
    let turn = TURNS.acquire().await.map_err(std::io::Error::other)?;
    let judgement = tokio::task::spawn_blocking(move || {
        let judgement = inspect(&file, pixels);
        drop(turn);
        judgement
    });
    match judgement.await.map_err(std::io::Error::other)?? {
        Judgement::Good(inspected) if wanted == Wanted::Image && inspected.dimensions.is_none() => {
            Err(KeepError::NotAnImage)
        }
        Judgement::Good(inspected) => Ok(inspected),
        Judgement::Empty => Err(KeepError::Empty),
        Judgement::Broken(kind) => Err(KeepError::Broken(kind)),
        Judgement::TooManyPixels => Err(KeepError::TooManyPixels(pixels)),
    }
}
