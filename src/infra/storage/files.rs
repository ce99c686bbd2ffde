//! Writing, reading and removing files.

use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::{BufMut, Bytes, BytesMut};
use futures_util::stream::BoxStream;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, WriteMultipart};
use tokio::io::{AsyncRead, AsyncReadExt};

use super::StorageError;

/// How much of a file is in memory for each part that is on its way. S3 takes no smaller parts (but for the last).
const PART: usize = 5 << 20;
/// How many parts are on their way at once.
const PARTS: usize = 2;

/// A file that is being read.
pub struct Reading {
    /// How large the whole file is, in bytes.
    pub size: u64,
    /// What was asked for of it, piece by piece.
    pub bytes: BoxStream<'static, Result<Bytes, Error>>,
}

/// Where files are.
pub struct Storage {
    place: Place,
}

enum Place {
    Outside(Arc<dyn ObjectStore>),
    Memory { start: InMemory, now: RwLock<Arc<InMemory>> },
}

impl Storage {
    /// A storage outside this process.
    pub(super) fn outside(store: impl ObjectStore) -> Self {
        Self { place: Place::Outside(Arc::new(store)) }
    }

    /// A storage in memory, with what it begins with.
    pub(super) fn memory(start: InMemory) -> Self {
        let now = RwLock::new(Arc::new(start.fork()));
        Self { place: Place::Memory { start, now } }
    }

    /// Puts a storage in memory back to what it began with. Any other is left as it is.
    pub fn reset(&self) {
        if let Place::Memory { start, now } = &self.place {
            *now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(start.fork());
        }
    }

    /// Keeps what a reader gives, to its end. Another file of this key is replaced.
    ///
    /// # Errors
    ///
    /// When the storage does not take it, or the reader breaks. Then nothing is kept.
    pub async fn put(&self, key: &str, mut reader: impl AsyncRead + Unpin) -> Result<(), StorageError> {
        let (store, path) = (self.store(), Path::from(key));
        let first = part_of(&mut reader).await?;
        if first.len() < PART {
            store.put(&path, PutPayload::from(first)).await.map_err(StorageError::Unavailable)?;
            return Ok(());
        }
        let upload = store.put_multipart(&path).await.map_err(StorageError::Unavailable)?;
        let mut upload = WriteMultipart::new_with_chunk_size(upload, PART);
        let mut piece = Ok(first);
        let outcome = loop {
            match piece {
                Ok(bytes) if bytes.is_empty() => break Ok(()),
                Ok(bytes) => upload.put(bytes),
                Err(error) => break Err(error),
            }
            if let Err(error) = upload.wait_for_capacity(PARTS).await {
                break Err(StorageError::Unavailable(error));
            }
            piece = part_of(&mut reader).await;
        };
        match outcome {
            Ok(()) => upload.finish().await.map(drop).map_err(StorageError::Unavailable),
            Err(error) => {
                // What was sent stays invisible, whether or not it can be taken back.
                drop(upload.abort().await);
                Err(error)
            }
        }
    }

    /// Reads a file, or a part of it that lies within. None if there is no such file.
    ///
    /// # Errors
    ///
    /// When the storage does not answer.
    pub async fn get(&self, key: &str, range: Option<Range<u64>>) -> Result<Option<Reading>, StorageError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.store().get_opts(&Path::from(key), options).await {
            Ok(found) => Ok(Some(Reading { size: found.meta.size, bytes: found.into_stream() })),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(StorageError::Unavailable(error)),
        }
    }

    /// Removes a file, if there is one.
    ///
    /// # Errors
    ///
    /// When the storage does not answer.
    pub async fn remove(&self, key: &str) -> Result<(), StorageError> {
        match self.store().delete(&Path::from(key)).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(StorageError::Unavailable(error)),
        }
    }

    fn store(&self) -> Arc<dyn ObjectStore> {
        match &self.place {
            Place::Outside(store) => store.clone(),
            Place::Memory { now, .. } => now.read().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
}

/// The next part; the last one is shorter, and may be empty.
async fn part_of(reader: &mut (impl AsyncRead + Unpin)) -> Result<Bytes, StorageError> {
    let mut part = BytesMut::with_capacity(PART).limit(PART);
    while part.has_remaining_mut() && reader.read_buf(&mut part).await.map_err(StorageError::Source)? > 0 {}
    Ok(part.into_inner().freeze())
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt;

    use super::*;
    use crate::config::Config;

    async fn read(storage: &Storage, key: &str, range: Option<Range<u64>>) -> Option<Vec<u8>> {
        let reading = storage.get(key, range).await.unwrap()?;
        let pieces: Vec<Bytes> = reading.bytes.try_collect().await.unwrap();
        Some(pieces.concat())
    }

    #[tokio::test]
    async fn a_file_comes_back_whole_and_in_part_wherever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("file:{}/media", folder.path().display());
        for url in ["memory:", &url] {
            let flags = ["--storage-url", url];
            let config = Config::from_flags(crate::config::Profile::Testing, flags).unwrap();
            let storage = Storage::open(&config.storage, &[]).await.unwrap();
            let large: Vec<u8> = (0..2 * PART + 7).map(|at| u8::try_from(at % 251).unwrap()).collect();
            for bytes in [&large[..], &large[..PART], b"small"] {
                storage.put("key", bytes).await.unwrap();
                assert!(read(&storage, "key", None).await.unwrap() == bytes, "{url}: {} bytes", bytes.len());
                assert_eq!(read(&storage, "key", Some(1..4)).await.unwrap(), bytes[1..4]);
            }
            storage.remove("key").await.unwrap();
            storage.remove("key").await.unwrap();
            assert_eq!(read(&storage, "key", None).await, None);
        }
    }

    #[tokio::test]
    async fn a_storage_in_memory_goes_back_to_its_start() {
        let config = Config::testing().storage;
        let storage = Storage::open(&config, &[("first", b"1")]).await.unwrap();
        storage.put("second", &b"2"[..]).await.unwrap();
        storage.remove("first").await.unwrap();
        storage.reset();
        assert_eq!(read(&storage, "first", None).await.unwrap(), b"1");
        assert_eq!(read(&storage, "second", None).await, None);
    }

    #[tokio::test]
    async fn what_breaks_on_its_way_is_not_kept() {
        let storage = Storage::open(&Config::testing().storage, &[]).await.unwrap();
        let whole = vec![0; PART];
        let broken = breaking(whole);
        assert!(matches!(storage.put("key", broken).await, Err(StorageError::Source(_))));
        assert_eq!(read(&storage, "key", None).await, None);
    }

    /// Gives these bytes, and then an error.
    fn breaking(bytes: Vec<u8>) -> impl AsyncRead + Unpin {
        let pieces = [Ok(bytes), Err(std::io::Error::other("broken"))];
        poem::Body::from_bytes_stream(futures_util::stream::iter(pieces)).into_async_read()
    }
}
