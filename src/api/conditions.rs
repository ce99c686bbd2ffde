//! Requests that depend on what the caller has read (RFC 9110, section 13). Every tag of ours is a strong one.

/// Whether a copy is still good: `If-None-Match` compares weakly (section 13.1.2).
pub(crate) fn is_known(header: &str, etag: &str) -> bool {
    header.trim() == "*" || tags(header).any(|tag| tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Whether the rest of a copy fits: `If-Range` compares strongly (section 13.1.5). A date never does, for no answer
/// of ours has one.
pub(crate) fn is_same(header: &str, etag: &str) -> bool {
    header.trim() == etag
}

/// The tags of an `If-Match`, which compares strongly (section 13.1.1), so that weak ones count for nothing. None when
/// whatever there is will do.
pub(crate) fn strong_tags(header: &str) -> Option<Vec<&str>> {
    (header.trim() != "*").then(|| tags(header).filter(|tag| tag.starts_with('"')).collect())
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
    fn a_change_is_made_for_strong_tags_or_whatever_there_is() {
        assert_eq!(strong_tags("\"a\", W/\"b\" ,\"c,d\""), Some(vec!["\"a\"", "\"c,d\""]));
        assert_eq!(strong_tags("a"), Some(vec![]));
        assert_eq!(strong_tags(" * "), None);
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
