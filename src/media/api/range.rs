//! Parts of a file (RFC 9110, section 14).

use std::ops::Range;

/// What of a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it: also what is not understood, and more parts than one, which a server may pass over (section 14.2).
    Whole,
    /// These bytes; never none.
    Part(Range<u64>),
    /// What lies behind its end.
    Nothing,
}

impl Asked {
    /// Reads a `Range` header for a file of this size.
    pub(super) fn of(header: &str, size: u64) -> Self {
        let Some((unit, set)) = header.split_once('=') else { return Self::Whole };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        let Some((first, last)) = set.trim().split_once('-') else { return Self::Whole };
        match (number(first), number(last)) {
            (Number::Of(first), Number::Of(last)) if first <= last => {
                Self::within(first, last.saturating_add(1), size)
            }
            (Number::Of(first), Number::Missing) => Self::within(first, size, size),
            (Number::Missing, Number::Of(suffix)) => {
                if suffix == 0 {
                    Self::Nothing
                } else {
                    Self::within(size.saturating_sub(suffix), size, size)
                }
            }
            _ => Self::Whole,
        }
    }

    fn within(start: u64, end: u64, size: u64) -> Self {
        if start < size { Self::Part(start..end.min(size)) } else { Self::Nothing }
    }
}

enum Number {
    Of(u64),
    Missing,
    Wrong,
}

/// Digits and nothing else. A number that is larger than any file is read as such.
fn number(text: &str) -> Number {
    match text {
        "" => Number::Missing,
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Number::Of(text.parse().unwrap_or(u64::MAX))
        }
        _ => Number::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_cut_to_the_file() {
        let part = |range| Asked::Part(range);
        for (header, asked) in [
            ("bytes=0-0", part(0..1)),
            ("bytes=0-9", part(0..10)),
            ("bytes=2-5", part(2..6)),
            ("bytes=2-", part(2..10)),
            ("bytes=-3", part(7..10)),
            ("bytes=-100", part(0..10)),
            ("bytes=9-99999999999999999999999", part(9..10)),
            ("Bytes = 0-1 ", part(0..2)),
            ("bytes=10-", Asked::Nothing),
            ("bytes=10-20", Asked::Nothing),
            ("bytes=-0", Asked::Nothing),
            ("bytes=99999999999999999999999-", Asked::Nothing),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,3-4", Asked::Whole),
            ("bytes=", Asked::Whole),
            ("bytes=-", Asked::Whole),
            ("bytes=a-b", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("bytes=--1", Asked::Whole),
            ("items=0-1", Asked::Whole),
            ("bytes", Asked::Whole),
            ("", Asked::Whole),
        ] {
            assert_eq!(Asked::of(header, 10), asked, "{header}");
        }
        assert_eq!(Asked::of("bytes=-1", 0), Asked::Nothing);
    }
}
