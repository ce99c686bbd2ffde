//! The rules of the fields that people fill in. Every field that breaks its rule is named, not only the first.

use chrono::{DateTime, Datelike, Utc};

/// The longest name, title or place, in characters.
pub const LINE_MAX: usize = 200;

/// The longest description, in characters.
pub const TEXT_MAX: usize = 10_000;

/// A field that breaks its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// As it is called in requests.
    pub field: &'static str,
    /// The rule, as the rest of a sentence about the field: `must be ...`.
    pub message: String,
}

impl Invalid {
    pub(super) fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into() }
    }
}

/// What to do with a field that may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Put this there.
    Set(T),
}

impl<T: Clone> Change<T> {
    pub(super) fn over(self, current: &T) -> T {
        match self {
            Self::Keep => current.clone(),
            Self::Set(value) => value,
        }
    }
}

/// One line: 1 to 200 characters, not all of them blank, none of them a control character.
pub(super) fn line(field: &'static str, text: &str) -> Option<Invalid> {
    let valid = !text.trim().is_empty()
        && text.chars().count() <= LINE_MAX
        && !text.chars().any(|sign| sign.is_control() || is_line_end(sign));
    let rule = format!("must have 1 to {LINE_MAX} characters in one line, not all of them blank");
    (!valid).then(|| Invalid::new(field, rule))
}

/// Some lines: 1 to 10,000 characters, not all of them blank, no control characters but ends of lines and tabs.
pub(super) fn text(field: &'static str, text: &str) -> Option<Invalid> {
    let valid = !text.trim().is_empty()
        && text.chars().count() <= TEXT_MAX
        && !text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'));
    let rule =
        format!("must have 1 to {TEXT_MAX} characters, not all of them blank, and no control characters");
    (!valid).then(|| Invalid::new(field, rule))
}

/// An IANA time zone, by its exact name.
pub(super) fn timezone(field: &'static str, name: &str) -> Option<Invalid> {
    let known = name.parse::<chrono_tz::Tz>().is_ok();
    (!known).then(|| Invalid::new(field, "must be the name of an IANA time zone, such as Europe/Berlin"))
}

/// A beginning and an end, in whole microseconds, in years of four digits.
pub(super) fn period(starts_at: &mut DateTime<Utc>, ends_at: &mut DateTime<Utc>) -> Vec<Invalid> {
    let mut errors = Vec::new();
    for (field, moment) in [("starts_at", &mut *starts_at), ("ends_at", &mut *ends_at)] {
        *moment = whole(*moment);
        if !(1..=9999).contains(&moment.year()) {
            errors.push(Invalid::new(field, "must be in the years 0001 to 9999 of UTC"));
        }
    }
    if errors.is_empty() && starts_at >= ends_at {
        errors.push(Invalid::new("starts_at", "must be before ends_at"));
        errors.push(Invalid::new("ends_at", "must be after starts_at"));
    }
    errors
}

/// What both databases keep. A leap second is the one after it.
fn whole(moment: DateTime<Utc>) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(moment.timestamp_micros()).unwrap_or(moment)
}

/// Ends of a line to programs that know Unicode, but no control characters.
fn is_line_end(sign: char) -> bool {
    matches!(sign, '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_with_something_in_it() {
        for (text, valid) in [
            ("a", true),
            ("Ünï cödé 🎉", true),
            ("", false),
            ("  ", false),
            ("a\nb", false),
            ("a\rb", false),
            ("a\u{7}", false),
            ("a\u{2028}b", false),
        ] {
            assert_eq!(line("name", text).is_none(), valid, "{text:?}");
        }
        assert!(line("name", &"é".repeat(LINE_MAX)).is_none());
        assert!(line("name", &"é".repeat(LINE_MAX + 1)).is_some());
    }

    #[test]
    fn a_text_may_have_lines_and_tabs() {
        for (words, valid) in [("a\r\n\tb", true), (" \n", false), ("a\u{1b}[31m", false)] {
            assert_eq!(text("description", words).is_none(), valid, "{words:?}");
        }
    }

    #[test]
    fn a_time_zone_is_one_of_the_list() {
        for (name, valid) in [
            ("Europe/Berlin", true),
            ("UTC", true),
            ("America/Argentina/Buenos_Aires", true),
            ("europe/berlin", false),
            ("Mars/Olympus", false),
            ("+01:00", false),
            ("", false),
        ] {
            assert_eq!(timezone("timezone", name).is_none(), valid, "{name}");
        }
    }

    #[test]
    fn a_period_goes_forward_in_whole_microseconds() {
        let at = |nanos: i64| DateTime::from_timestamp_nanos(1_767_268_800_000_000_000 + nanos);
        let fields = |from, to| {
            let (mut from, mut to) = (at(from), at(to));
            period(&mut from, &mut to).iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(0, 1_000), [""; 0]);
        assert_eq!(fields(0, 0), ["starts_at", "ends_at"]);
        assert_eq!(fields(1_000, 0), ["starts_at", "ends_at"]);
        assert_eq!(fields(100, 900), ["starts_at", "ends_at"], "the same microsecond");
        let (mut from, mut to) = (at(0), DateTime::<Utc>::MAX_UTC);
        assert_eq!(period(&mut from, &mut to).len(), 1);
    }
}
