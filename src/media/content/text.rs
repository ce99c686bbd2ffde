//! Whether bytes that come in pieces are text.

/// Reads UTF-8 (RFC 3629) piece by piece. NUL is no text.
#[derive(Default)]
pub(super) struct Utf8 {
    broken: bool,
    /// The beginning of a character whose rest is in the next piece: at most three bytes.
    open: Vec<u8>,
}

impl Utf8 {
    pub(super) fn add(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        self.broken = bytes.contains(&0);
        let mut rest = bytes;
        while !self.open.is_empty() && !self.broken {
            let Some((next, after)) = rest.split_first() else { return };
            self.open.push(*next);
            rest = after;
            self.settle();
        }
        self.open = rest.to_vec();
        self.settle();
    }

    pub(super) fn is_text(&self) -> bool {
        !self.broken && self.open.is_empty()
    }

    /// Keeps of what is open only what may still become a character.
    fn settle(&mut self) {
        match std::str::from_utf8(&self.open) {
            Ok(_) => self.open.clear(),
            Err(error) if error.error_len().is_some() => self.broken = true,
            Err(error) => drop(self.open.drain(..error.valid_up_to())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_text(bytes: &[u8], piece: usize) -> bool {
        let mut text = Utf8::default();
        bytes.chunks(piece).for_each(|piece| text.add(piece));
        text.is_text()
    }

    #[test]
    fn a_character_may_lie_across_pieces() {
        for piece in 1..8 {
            assert!(is_text("aä€𝄞z".as_bytes(), piece), "{piece}");
            for broken in [&b"a\xff"[..], b"\xe2\x82", b"a\0", b"\xc0\xaf", b"\xed\xa0\x80", b"\xe2\x82a"] {
                assert!(!is_text(broken, piece), "{broken:?} by {piece}");
            }
        }
    }
}
