//! Names nobody else has. Random in service, a sequence in tests.

use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use uuid::Uuid;

/// Makes ids and secrets.
pub trait Ids: Send + Sync + 'static {
    /// A UUID (RFC 9562, version 7 in service).
    fn uuid(&self) -> Uuid;

    /// A secret of 256 bits, as 43 characters of base64url.
    fn secret(&self) -> String;
}

/// Ids from the operating system's random source.
#[derive(Clone, Copy, Debug, Default)]
pub struct RandomIds;

impl Ids for RandomIds {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
    fn uuid(&self) -> Uuid {
        Uuid::now_v7()
    }

    fn secret(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
    }
}

/// The ids 1, 2, 3... in the form of UUIDs and secrets, the same in every test.
#[derive(Debug, Default)]
pub struct SequenceIds {
    last: AtomicU64,
}

impl SequenceIds {
    /// A sequence that starts at one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts again at one.
    pub fn reset(&self) {
        self.last.store(0, Ordering::SeqCst);
    }

    fn next(&self) -> u64 {
        self.last.fetch_add(1, Ordering::SeqCst) + 1
    }
}

impl Ids for SequenceIds {
    fn uuid(&self) -> Uuid {
        // The version and variant bits of a v7 UUID, then the number.
        Uuid::from_u64_pair(0x7000, 0x8000_0000_0000_0000 | self.next())
    }

    fn secret(&self) -> String {
        format!("secret-{:036}", self.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sequence_repeats_after_a_reset() {
        let ids = SequenceIds::new();
        let first = (ids.uuid(), ids.secret());
        assert_eq!(first.0.to_string(), "00000000-0000-7000-8000-000000000001");
        assert_eq!(first.1.len(), RandomIds.secret().len());
        ids.reset();
        assert_eq!((ids.uuid(), ids.secret()), first);
    }
}
