//! Lines of JSON over TCP.

use std::{io, time::Duration};

use bytes::BytesMut;
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// How long one reply may be, in bytes: several times the largest response that is kept.
const MAX_REPLY: usize = 512 * 1024 * 1024;
/// How much of what is no message an error shows.
const SHOWN: usize = 200;

/// A connection to a handler.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    received: BytesMut,
    /// How much of `received` holds no line feed.
    searched: usize,
    /// Set while a write goes on: a future that is dropped meanwhile leaves half a message behind.
    torn: bool,
}

/// Why a line did not come.
#[derive(Debug)]
pub(super) enum Lost {
    /// The other side has closed the connection.
    Closed,
    /// What came is no message.
    Garbage(String),
}

impl Connection {
    pub(super) async fn open(host: &str, port: u16, limit: Duration) -> io::Result<Self> {
        let stream = tokio::time::timeout(limit, TcpStream::connect((host, port)))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: BytesMut::new(), searched: 0, torn: false })
    }

    /// Whether nothing half written is left behind.
    pub(super) fn is_whole(&self) -> bool {
        !self.torn
    }

    /// Sends a message and its line feed in one write.
    pub(super) async fn send(&mut self, message: &Value) -> Result<(), Lost> {
        let mut line = message.to_string();
        line.push('\n');
        self.torn = true;
        self.stream.write_all(line.as_bytes()).await.map_err(|_| Lost::Closed)?;
        self.torn = false;
        Ok(())
    }

    /// The next message. May be dropped and called again.
    pub(super) async fn receive(&mut self) -> Result<Value, Lost> {
        loop {
            let fresh = self.received.get(self.searched..).unwrap_or_default();
            if let Some(end) = fresh.iter().position(|byte| *byte == b'\n') {
                let line = self.received.split_to(self.searched + end + 1);
                self.searched = 0;
                if line.trim_ascii().is_empty() {
                    continue;
                }
                return serde_json::from_slice(&line).map_err(|_| Lost::Garbage(shown(&line)));
            }
            self.searched = self.received.len();
            if self.received.len() > MAX_REPLY {
                return Err(Lost::Garbage(format!("a line of more than {} MiB", MAX_REPLY / 1024 / 1024)));
            }
            match self.stream.read_buf(&mut self.received).await {
                Ok(1..) => {}
                Ok(0) if !self.received.trim_ascii().is_empty() => {
                    return Err(Lost::Garbage(shown(&self.received)));
                }
                Ok(0) | Err(_) => return Err(Lost::Closed),
            }
        }
    }
}

fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let start: String = text.trim().chars().take(SHOWN).collect();
    format!("`{}`", start.escape_debug())
}
