//! Bodies that are sequences: their items (`OpenAPI` 3.2, section "Sequential Media Types").

use serde_json::{Map, Value};

use super::media::MediaType;

/// How the items of a sequence are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// One JSON text a line: `application/jsonl`, `application/x-ndjson`.
    Lines,
    /// One JSON text behind each record separator (RFC 7464).
    Records,
    /// Server-sent events (<https://html.spec.whatwg.org/multipage/server-sent-events.html>).
    Events,
}

impl Sequence {
    /// What a media type says; `None` for one that is no sequence, or one that is not taken apart.
    pub(super) fn of(media: &MediaType) -> Option<Self> {
        let name = media.to_string();
        match name.as_str() {
            "application/jsonl" | "application/x-ndjson" | "application/ndjson" => Some(Self::Lines),
            "text/event-stream" => Some(Self::Events),
            "application/json-seq" => Some(Self::Records),
            _ if name.ends_with("+json-seq") => Some(Self::Records),
            _ => None,
        }
    }

    /// The items in order; the error says why one is no JSON text.
    pub(super) fn items(self, text: &str) -> Box<dyn Iterator<Item = Result<Value, String>> + '_> {
        let json = |text: &str| serde_json::from_str(text).map_err(|error| error.to_string());
        match self {
            Self::Lines => Box::new(text.lines().filter(|line| !line.trim().is_empty()).map(json)),
            Self::Records => {
                Box::new(text.split('\u{1e}').filter(|record| !record.trim().is_empty()).map(json))
            }
            Self::Events => Box::new(events(text).into_iter().map(Ok)),
        }
    }
}

/// Events are read as a browser does: an empty line ends one; one without data, or without an end, is dropped.
fn events(text: &str) -> Vec<Value> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let mut events = Vec::new();
    let mut fields = Map::new();
    // What stands behind the last line's end is no whole line.
    let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
    for line in whole.split('\n') {
        if line.is_empty() {
            if fields.contains_key("data") {
                events.push(Value::Object(std::mem::take(&mut fields)));
            }
            fields.clear();
            continue;
        }
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match fields.get_mut("data") {
                Some(Value::String(data)) => {
                    data.push('\n');
                    data.push_str(value);
                }
                _ => drop(fields.insert(name.to_owned(), value.into())),
            },
            "event" | "id" => drop(fields.insert(name.to_owned(), value.into())),
            "retry" => {
                let number = value.parse::<u64>().map_or_else(|_| value.into(), Value::from);
                fields.insert(name.to_owned(), number);
            }
            // Comments have an empty name; unknown fields say nothing.
            _ => {}
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn items(media: &str, text: &str) -> Vec<Result<Value, String>> {
        let media = MediaType::parse(media).expect("a media type");
        Sequence::of(&media).expect("a sequence").items(text).collect()
    }

    #[test]
    fn lines_and_records_are_json_texts() {
        for (media, text) in [
            ("application/jsonl", "{\"a\": 1}\n\n[2]\r\n"),
            ("application/x-ndjson; charset=utf-8", "{\"a\": 1}\n[2]"),
            ("application/json-seq", "\u{1e}{\"a\":\n1}\n\u{1e}[2]\n"),
            ("application/geo+json-seq", "\u{1e}{\"a\": 1}\u{1e}[2]"),
        ] {
            assert_eq!(items(media, text), [Ok(json!({"a": 1})), Ok(json!([2]))], "{media}");
        }
        assert!(items("application/jsonl", "{").pop().is_some_and(|item| item.is_err()));
    }

    #[test]
    fn events_are_what_a_browser_dispatches() {
        let text =
            ": hello\n\ndata: a\ndata:b\nretry: 10\nother: x\n\r\nevent: end\n\nid: 7\ndata\n\ndata: cut off";
        assert_eq!(
            items("text/event-stream", text),
            [Ok(json!({"data": "a\nb", "retry": 10})), Ok(json!({"id": "7", "data": ""}))]
        );
    }

    #[test]
    fn other_types_are_no_sequence_that_is_taken_apart() {
        for media in ["application/json", "multipart/mixed", "text/plain"] {
            assert_eq!(Sequence::of(&MediaType::parse(media).expect("a media type")), None, "{media}");
        }
    }
}
