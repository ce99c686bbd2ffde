//! Times as the API shows them.

use chrono::{DateTime, SecondsFormat, Utc};
use poem_openapi::NewType;
use poem_openapi::types::ToJSON;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A moment: RFC 3339, in UTC with `Z`, with microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, NewType)]
#[oai(to_json = false, to_header = false, from_parameter = false, from_multipart = false)]
pub struct Timestamp(pub DateTime<Utc>);

impl ToJSON for Timestamp {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.0.to_rfc3339_opts(SecondsFormat::Micros, true)))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_microseconds_and_ends_in_z() {
        let moment = DateTime::from_timestamp(1_767_268_800, 120_000).map(Timestamp);
        assert_eq!(moment.and_then(|moment| moment.to_json()), Some("2026-01-01T12:00:00.000120Z".into()));
    }
}
