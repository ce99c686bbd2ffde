//! Versions as entity tags (RFC 9110, section 8.8.3): a strong tag that is the version's number.

use crate::api::answer::{CreatedVersioned, Data, Versioned};
use crate::api::strong_tags;
use crate::events::model::Expected;

/// Something that has a version, as it is shown.
pub(in crate::events) trait Tagged: Data {
    /// What a caller is told when it is back.
    const RESTORED: &'static str;

    /// Of which version it is.
    fn version(&self) -> i64;

    /// The answer that shows it.
    fn shown(source: impl Into<Self>) -> Versioned<Self> {
        let data: Self = source.into();
        Versioned::new(tag(data.version()), data)
    }

    /// The answer to who has restored it.
    fn restored(source: impl Into<Self>) -> Versioned<Self> {
        let data: Self = source.into();
        Versioned::with_message(tag(data.version()), data, Self::RESTORED)
    }

    /// The answer to who has made it.
    fn created(location: String, source: impl Into<Self>) -> CreatedVersioned<Self> {
        let data: Self = source.into();
        CreatedVersioned::at(location, tag(data.version()), data)
    }
}

/// The tag of a version.
fn tag(version: i64) -> String {
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
