//! Fetches the picture of a banner.

use std::time::Duration;

use anyhow::bail;
use tokio::fs::File;
use tokio::time::Instant;
use url::Url;

use crate::infra::Context;
use crate::infra::outbound::Limits;

/// What came of it.
pub(in crate::broadcasts) enum Fetched {
    /// Bytes, which nobody has judged.
    Picture {
        /// The last part of its address.
        name: Option<String>,
        /// The bytes.
        file: File,
    },
    /// It will not be had: why, in a few words.
    Refused(String),
}

/// Gets the bytes of a picture.
///
/// # Errors
///
/// What may be gone at the next attempt.
pub(in crate::broadcasts) async fn fetch(
    context: &Context,
    url: &str,
    budget: Duration,
) -> anyhow::Result<Fetched> {
    let Ok(url) = Url::parse(url) else { return Ok(Fetched::Refused("its address is none".to_owned())) };
    let bytes = context.config.banners.banner_image_limit;
    let reply = match context.outbound.fetch(&url, Limits { bytes, deadline: Instant::now() + budget }).await
    {
        Ok(reply) => reply,
        Err(error) if error.is_passing() => return Err(error.into()),
        Err(error) => return Ok(Fetched::Refused(error.to_string())),
    };
    match reply.status.as_u16() {
        200 => {
            let name = url.path_segments().and_then(|mut parts| parts.next_back()).map(str::to_owned);
            Ok(Fetched::Picture { name, file: reply.body })
        }
        status @ (408 | 425 | 429 | 500..) => bail!("the server of the picture answered with {status}"),
        status => Ok(Fetched::Refused(format!("its server answered with {status}"))),
    }
}
