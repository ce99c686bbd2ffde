//! A body that is read up to a limit, by whoever reads it, and what is left of it afterwards.

use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_util::stream;
use poem::Body;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::sync::Mutex;

use super::limits;

/// How much is read at once.
const PIECE: usize = 64 << 10;

/// Counts the bytes of a body. Clones count the same body.
#[derive(Clone)]
pub(super) struct Meter(Arc<Mutex<Metered>>);

struct Metered {
    rest: Box<dyn AsyncRead + Unpin + Send>,
    left: u64,
    over: bool,
}

impl Meter {
    /// Lets `limit` bytes of a body through.
    pub(super) fn new(body: Body, limit: u64) -> Self {
        Self(Arc::new(Mutex::new(Metered {
            rest: Box::new(body.into_async_read()),
            left: limit,
            over: false,
        })))
    }

    /// The body for its reader. It breaks with an error where the limit is passed.
    pub(super) fn body(&self) -> Body {
        let pieces = stream::try_unfold(self.clone(), |meter| async {
            let piece = meter.0.lock().await.piece().await?;
            Ok::<_, std::io::Error>(piece.map(|piece| (piece, meter)))
        });
        Body::from_bytes_stream(pieces)
    }

    /// Whether more came than the limit allows.
    pub(super) async fn is_over(&self) -> bool {
        self.0.lock().await.over
    }

    /// Takes what was not read off the line.
    pub(super) async fn discard(&self) {
        limits::discard(&mut self.0.lock().await.rest).await;
    }
}

impl Metered {
    async fn piece(&mut self) -> std::io::Result<Option<Bytes>> {
        let mut piece = BytesMut::with_capacity(PIECE);
        self.rest.read_buf(&mut piece).await?;
        let Some(left) = self.left.checked_sub(piece.len() as u64) else {
            self.over = true;
            return Err(std::io::Error::other("the body is too large"));
        };
        self.left = left;
        Ok(if piece.is_empty() { None } else { Some(piece.freeze()) })
    }
}
