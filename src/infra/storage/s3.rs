//! A bucket of S3, or of a server that speaks its protocol.

use std::time::Duration;

use futures_util::StreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{Error, ObjectStore, RetryConfig};

use super::transport::Transport;
use super::{Storage, StorageOpenError};
use crate::config::StorageConfig;

/// How long a request is tried again. A caller who waits longer has left.
const RETRYING: Duration = Duration::from_secs(5);
/// How long the first answer may take.
const OPENING: Duration = Duration::from_secs(15);

/// Opens a bucket.
pub(super) async fn open(
    config: &StorageConfig,
    bucket: &str,
    prefix: &str,
) -> Result<Storage, StorageOpenError> {
    let settings = |error: Error| StorageOpenError::Settings(error.to_string());
    let transport = Transport::new().map_err(|error| StorageOpenError::Settings(error.to_string()))?;
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&config.s3_region)
        .with_http_connector(transport)
        .with_retry(RetryConfig { max_retries: 2, retry_timeout: RETRYING, ..RetryConfig::default() });
    if let Some(endpoint) = &config.s3_endpoint {
        builder = builder.with_endpoint(endpoint).with_allow_http(true);
    }
    if let (Some(id), Some(secret)) = (&config.s3_key_id, &config.s3_secret) {
        builder = builder.with_access_key_id(id).with_secret_access_key(secret.reveal());
    }
    let bucket = PrefixStore::new(builder.build().map_err(settings)?, prefix);
    match tokio::time::timeout(OPENING, is_there(&bucket)).await {
        Ok(Ok(())) => Ok(Storage::outside(bucket)),
        Ok(Err(error)) => Err(StorageOpenError::Refused(in_short(&error))),
        Err(_) => Err(StorageOpenError::NoAnswer(OPENING)),
    }
}

/// Asks for a list that is empty. To ask for one file would not do: a bucket that is not there and a file that is
/// not there have the same status.
async fn is_there(bucket: &impl ObjectStore) -> Result<(), Error> {
    bucket.list(Some(&Path::from(".nothing"))).next().await.transpose().map(drop)
}

/// The innermost cause: what stands around it repeats it with the request and the number of tries.
fn in_short(error: &Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string().lines().map(str::trim).collect::<Vec<_>>().join(" ")
}
