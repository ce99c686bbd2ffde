//! Versions as entity tags (RFC 9110, section 8.8.3): a strong tag that is the version's number.

use crate::api::strong_tags;
use crate::events::model::Expected;

/// The tag of a version.
pub(super) fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// What an `If-Match` expects. A tag that is none of ours fits no version.
pub(in crate::events) fn expected(if_match: Option<&str>) -> Expected {
    let Some(header) = if_match else { return Expected::Any };
    match strong_tags(header) {
        None => Expected::Any,
        Some(tags) => Expected::OneOf(tags.iter().filter_map(|tag| version(tag)).collect()),
    }
}

/// The version of a tag. Only what [`tag`] writes: `"+1"` and `"01"` are other tags than `"1"`.
fn version(text: &str) -> Option<i64> {
    let number = text.strip_prefix('"')?.strip_suffix('"')?.parse().ok()?;
    (tag(number) == text).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_if_match_names_versions() {
        for (header, versions) in [
            ("\"1\"", vec![1]),
            ("\"1\", \"7\"", vec![1, 7]),
            ("W/\"1\"", vec![]),
            ("1", vec![]),
            ("\"01\"", vec![]),
            ("\"+1\"", vec![]),
            ("\"x\"", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(expected(Some(header)), Expected::OneOf(versions), "{header}");
        }
        assert_eq!(expected(Some(" * ")), Expected::Any);
        assert_eq!(expected(None), Expected::Any);
    }
}
