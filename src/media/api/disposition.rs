//! Whether a browser shows a file or saves it, and under which name (RFC 6266).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stands as it is in an extended value (RFC 8187, section 3.2.1).
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// `inline` for what is safe to be shown, else `attachment`; with the name, if there is one.
pub(super) fn disposition(shown: bool, name: Option<&str>) -> String {
    let word = if shown { "inline" } else { "attachment" };
    match name {
        Some(name) => format!("{word}; filename*=UTF-8''{}", utf8_percent_encode(name, ENCODED)),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_any_letters_cannot_leave_its_place() {
        for (shown, name, header) in [
            (true, None, "inline"),
            (false, None, "attachment"),
            (true, Some("cat.png"), "inline; filename*=UTF-8''cat.png"),
            (false, Some("a b;c=\"d\".txt"), "attachment; filename*=UTF-8''a%20b%3Bc%3D%22d%22.txt"),
            (false, Some("naïve €.txt"), "attachment; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt"),
        ] {
            assert_eq!(disposition(shown, name), header);
        }
    }
}
