//! Bytes as text.

use std::fmt::Write;

/// A digest in hexadecimal, in small letters.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::new(), |mut text, byte| {
        // To a text nothing fails to be written.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
