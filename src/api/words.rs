//! Values of a query as a link to the next page says them.

use chrono::{DateTime, SecondsFormat, Utc};
use poem_openapi::types::ToJSON;

/// A moment.
pub(crate) fn moment(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// A value of an enumeration.
pub(crate) fn word(value: &impl ToJSON) -> Option<String> {
    value.to_json()?.as_str().map(str::to_owned)
}

/// A flag that is left out while it is not set.
pub(crate) fn flag(set: bool) -> Option<String> {
    set.then(|| "true".to_owned())
}

/// A value that is there or not.
pub(crate) fn shown<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Any text, with what an address cannot hold as `%XX`.
pub(super) fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}
