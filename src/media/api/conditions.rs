//! Requests about copies (RFC 9110, section 13). Every tag of ours is a strong one.

/// Whether a copy is still good: `If-None-Match` compares weakly (section 13.1.2).
pub(super) fn is_known(header: &str, etag: &str) -> bool {
    header.trim() == "*" || tags(header).any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Whether the rest of a copy fits: `If-Range` compares strongly (section 13.1.5). A date never does, for no answer
/// of ours has one.
pub(super) fn is_same(header: &str, etag: &str) -> bool {
    header.trim() == etag
}

/// A tag may hold a comma between its quotes.
fn tags(header: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let separates = move |sign: char| {
        quoted ^= sign == '"';
        sign == ',' && !quoted
    };
    header.split(separates).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_known_by_one_of_its_tags() {
        for (header, known) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("\"b,\",\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("\"x,\"a\"\"", false),
            ("a", false),
            ("", false),
        ] {
            assert_eq!(is_known(header, "\"a\""), known, "{header}");
        }
    }

    #[test]
    fn the_rest_of_a_copy_fits_by_its_strong_tag_only() {
        for (header, same) in
            [("\"a\"", true), ("W/\"a\"", false), ("\"b\"", false), ("Sat, 29 Oct 1994 19:43:31 GMT", false)]
        {
            assert_eq!(is_same(header, "\"a\""), same, "{header}");
        }
    }
}
