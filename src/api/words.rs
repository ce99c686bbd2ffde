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
