//! How large a body may be and how long it may take. A body that carries a file has a limit of its own.

use std::time::Duration;

use poem::http::header;
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::api::{Rejection, Subcode};

/// How many bytes of a refused body are read before it is answered, and for how long at most.
const DISCARDED: u64 = 16 << 20;
const DISCARDING: Duration = Duration::from_secs(1);
/// What a form has beside its file: boundaries, names, short texts.
const FORM: u64 = 64 << 10;
/// What a JSON object has beside its file: names, a media type.
const OBJECT: u64 = 4 << 10;

/// What any body must keep within.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// The size of a body without a file, in bytes.
    pub bytes: u64,
    /// The size of a file in a body, in bytes.
    pub file: u64,
    /// How long a body without a file may take to arrive. Others get more by what they may be larger.
    pub time: Duration,
}

/// What a body may bring beside plain values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cargo {
    /// Nothing.
    Nothing,
    /// A file in a text: base64 makes four bytes of three (RFC 4648, section 4).
    DataUri,
    /// A file as it is.
    Form,
}

impl BodyLimits {
    /// How many bytes a body may have.
    pub(super) fn size(&self, cargo: Cargo) -> u64 {
        match cargo {
            Cargo::Nothing => self.bytes,
            Cargo::DataUri => (self.file.div_ceil(3).saturating_mul(4)).saturating_add(OBJECT),
            Cargo::Form => self.file.saturating_add(FORM),
        }
    }

    /// How long a body may take.
    pub(super) fn time(&self, cargo: Cargo) -> Duration {
        let times = self.size(cargo).div_ceil(self.bytes.max(1)).max(1);
        self.time.saturating_mul(u32::try_from(times).unwrap_or(u32::MAX))
    }

    /// 413 with the limit.
    pub(super) fn too_large(&self, cargo: Cargo) -> Rejection {
        Rejection::new(
            Subcode::TooLarge,
            match cargo {
                Cargo::Nothing => format!("The body may have at most {} bytes.", self.bytes),
                Cargo::DataUri | Cargo::Form => Self::file_too_large(self.file),
            },
        )
    }

    /// What is told of a file that is too large.
    pub fn file_too_large(limit: u64) -> String {
        format!("A file may have at most {limit} bytes.")
    }
}

/// 400, and the end of the connection: what may still come would be taken for the next request.
pub(super) fn too_slow() -> Rejection {
    Rejection::new(Subcode::InvalidPayload, "The body took too long to arrive.")
        .header(header::CONNECTION, "close")
}

/// Takes some of what is refused off the line. A connection that is closed with bytes unread is reset, and then a
/// client that still sends loses the answer (RFC 9112, section 9.6).
pub(super) async fn discard(rest: impl AsyncRead + Unpin) {
    let (mut rest, mut nowhere) = (rest.take(DISCARDED), tokio::io::sink());
    let copied = tokio::io::copy(&mut rest, &mut nowhere);
    // However it ends, the answer is the same.
    let _ = tokio::time::timeout(DISCARDING, copied).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_with_a_file_may_be_larger_and_take_longer() {
        let limits = BodyLimits { bytes: 1 << 20, file: 10 << 20, time: Duration::from_secs(30) };
        let of = |cargo| (limits.size(cargo), limits.time(cargo).as_secs());
        assert_eq!(of(Cargo::Nothing), (1_048_576, 30));
        assert_eq!(of(Cargo::DataUri), (13_985_112, 420));
        assert_eq!(of(Cargo::Form), (10_551_296, 330));
    }
}
