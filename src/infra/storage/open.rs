//! Opens the storage that the settings name.

use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutPayload};

use super::{Storage, StorageOpenError, s3};
use crate::config::{StorageConfig, StorageUrl};

impl Storage {
    /// Opens a storage and tries whether it can be used. A folder is made when it is missing. `start` is what a
    /// storage in memory begins with; any other holds what it held before.
    ///
    /// # Errors
    ///
    /// When nothing could be kept there.
    pub async fn open(
        config: &StorageConfig,
        start: &[(&str, &'static [u8])],
    ) -> Result<Self, StorageOpenError> {
        match &config.storage_url {
            StorageUrl::Memory => {
                let memory = InMemory::new();
                for (key, bytes) in start {
                    let put = memory.put(&Path::from(*key), PutPayload::from_static(bytes)).await;
                    put.map_err(|error| StorageOpenError::Refused(error.to_string()))?;
                }
                Ok(Self::memory(memory))
            }
            StorageUrl::Folder(folder) => {
                std::fs::create_dir_all(folder).map_err(StorageOpenError::Folder)?;
                // Gone again at once: whether a file can be made is all that is to be known.
                tempfile::tempfile_in(folder).map_err(StorageOpenError::Folder)?;
                let files = LocalFileSystem::new_with_prefix(folder)
                    .map_err(|error| StorageOpenError::Refused(error.to_string()))?;
                // What an upload was answered with 201 must be there after a loss of power, too.
                Ok(Self::outside(files.with_fsync(true)))
            }
            StorageUrl::S3 { bucket, prefix } => s3::open(config, bucket, prefix).await,
        }
    }
}
