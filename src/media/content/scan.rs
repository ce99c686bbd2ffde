//! Walks over bytes and notices where they end.

use std::io::{self, BufRead, ErrorKind, Seek};

/// Reads forward through a file of a known size.
pub(super) struct Scan<R> {
    reader: R,
    at: u64,
    size: u64,
}

impl<R: BufRead + Seek> Scan<R> {
    pub(super) fn new(reader: R, size: u64) -> Self {
        Self { reader, at: 0, size }
    }

    /// The next bytes.
    pub(super) fn next<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    /// Passes over bytes that must be there.
    pub(super) fn skip(&mut self, bytes: u64) -> io::Result<()> {
        self.at = self.at.saturating_add(bytes);
        if self.at > self.size {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.reader.seek_relative(i64::try_from(bytes).map_err(|_| ErrorKind::InvalidData)?)
    }

    /// Passes over bytes up to and with this one.
    pub(super) fn skip_past(&mut self, byte: u8) -> io::Result<()> {
        loop {
            let bytes = self.reader.fill_buf()?;
            if bytes.is_empty() {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            let found = bytes.iter().position(|known| *known == byte);
            let passed = found.map_or(bytes.len(), |at| at + 1);
            self.reader.consume(passed);
            self.at += passed as u64;
            if found.is_some() {
                return Ok(());
            }
        }
    }
}
