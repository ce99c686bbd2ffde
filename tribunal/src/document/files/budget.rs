//! What is left of the time and the bytes that a document may cost.

use std::time::{Duration, Instant};

use super::LoadOptions;

/// Shared by all files of one document.
#[derive(Debug)]
pub(super) struct Budget {
    until: Instant,
    time: Duration,
    all: u64,
    left: u64,
}

impl Budget {
    pub(super) fn of(options: &LoadOptions) -> Self {
        let now = Instant::now();
        let until = now.checked_add(options.time).unwrap_or(now);
        Self { until, time: options.time, all: options.bytes, left: options.bytes }
    }

    /// The time that is left.
    pub(super) fn time(&self) -> Result<Duration, String> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(self.late()) } else { Ok(left) }
    }

    /// What to say when the time is over.
    pub(super) fn late(&self) -> String {
        format!("reading the document has taken longer than {:?}", self.time)
    }

    /// How many bytes are left.
    pub(super) fn bytes(&self) -> u64 {
        self.left
    }

    /// Takes bytes that have been read.
    pub(super) fn take(&mut self, bytes: usize) -> Result<(), String> {
        let left = u64::try_from(bytes).ok().and_then(|bytes| self.left.checked_sub(bytes));
        self.left = left.ok_or_else(|| self.large())?;
        Ok(())
    }

    /// What to say when there are more bytes than may be.
    pub(super) fn large(&self) -> String {
        match self.all >> 20 {
            0 => format!("the document is larger than {} bytes", self.all),
            mebibytes => format!("the document is larger than {mebibytes} MiB"),
        }
    }
}
