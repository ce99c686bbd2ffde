//! Media types (RFC 9110 section 8.3.1), without their parameters.

use std::fmt;

/// `type/subtype` in lower case. `*` stands for any, where a document says so (`OpenAPI` 3.0.3, Media Type Object).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MediaType {
    kind: String,
    subtype: String,
}

impl MediaType {
    /// Reads `type/subtype;parameters`; the parameters (charset, boundary...) are left out.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let essence = text.split(';').next().unwrap_or_default().trim();
        let (kind, subtype) = essence.split_once('/')?;
        let token = |part: &str| {
            !part.is_empty()
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
        };
        (token(kind) && token(subtype))
            .then(|| Self { kind: kind.to_ascii_lowercase(), subtype: subtype.to_ascii_lowercase() })
    }

    /// Whether this documented type, which may be a range such as `image/*`, covers the one that came.
    pub(super) fn covers(&self, actual: &Self) -> bool {
        let meets = |range: &str, part: &str| range == "*" || range == part;
        meets(&self.kind, &actual.kind) && meets(&self.subtype, &actual.subtype)
    }

    /// JSON itself or a type built on it (`+json`, RFC 6839 section 3.1).
    pub(super) fn is_json(&self) -> bool {
        self.subtype == "json" || self.subtype.ends_with("+json")
    }
}

impl fmt::Display for MediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.subtype)
    }
}

#[cfg(test)]
mod tests {
    use super::MediaType;

    fn media(text: &str) -> MediaType {
        MediaType::parse(text).unwrap_or_else(|| panic!("{text} is a media type"))
    }

    #[test]
    fn parameters_and_case_do_not_matter() {
        assert_eq!(media("Application/JSON; charset=utf-8"), media("application/json"));
    }

    #[test]
    fn a_range_covers_its_types_only() {
        for (range, actual, covered) in [
            ("*/*", "image/png", true),
            ("image/*", "image/png", true),
            ("image/*", "text/plain", false),
            ("image/png", "image/webp", false),
            ("application/problem+json", "application/json", false),
        ] {
            assert_eq!(media(range).covers(&media(actual)), covered, "{range} and {actual}");
        }
    }

    #[test]
    fn json_is_known_by_its_suffix_too() {
        for (text, json) in [
            ("application/json", true),
            ("text/json;charset=utf-8", true),
            ("application/problem+json", true),
            ("application/jsonlines", false),
            ("application/xml", false),
        ] {
            assert_eq!(media(text).is_json(), json, "{text}");
        }
    }

    #[test]
    fn what_is_no_media_type_is_none() {
        for text in ["", "json", "/", "a/", "/b", "a b/c", "a/b c"] {
            assert_eq!(MediaType::parse(text), None, "{text:?}");
        }
    }
}
