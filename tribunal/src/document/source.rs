//! One file of a document: its text, its value, and where each value stands.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::{DocumentError, Pointer, Position, json, span::Span, yaml};

/// A file that has been read and parsed. Places are worked out when the first one is asked for.
#[derive(Debug)]
pub(super) struct Source {
    name: Arc<str>,
    text: String,
    value: Value,
    spans: OnceLock<Span>,
    lines: OnceLock<Vec<usize>>,
}

impl Source {
    /// JSON or YAML, told apart by content: what starts with `{` or `[` is JSON, unless only YAML can read it.
    pub(super) fn parse(name: &str, text: String) -> Result<Self, DocumentError> {
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let name: Arc<str> = Arc::from(name);
        let position =
            |line, column| Position { file: Arc::clone(&name), line, column, pointer: Pointer::root() };
        let failed = |error: json::SyntaxError| DocumentError::Syntax {
            position: position(error.line, error.column),
            message: error.message,
        };
        // What Dredd's users may have (<https://apiblueprint.org/documentation/specification.html>, metadata section).
        if name.ends_with(".apib") || text.starts_with("FORMAT: 1A") {
            let message = "an API Blueprint is not read: make an OpenAPI document of it, for example by \
                           `npx apib2swagger --open-api-3 --yaml -i FILE.apib -o openapi.yaml`";
            return Err(DocumentError::Version { position: position(1, 1), message: message.to_owned() });
        }
        let spans = OnceLock::new();
        let value = if text.trim_start().starts_with(['{', '[']) {
            match json::parse(&text) {
                Ok(value) => value,
                Err(error) if name.ends_with(".json") || error.message.starts_with("duplicate key") => {
                    return Err(failed(error));
                }
                Err(error) => {
                    let (value, span) = yaml::parse(&text).map_err(|_| failed(error))?;
                    drop(spans.set(span));
                    value
                }
            }
        } else {
            let (value, span) = yaml::parse(&text).map_err(failed)?;
            drop(spans.set(span));
            value
        };
        Ok(Self { name, text, value, spans, lines: OnceLock::new() })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> &Value {
        &self.value
    }

    /// The place of a value, else of its nearest parent.
    pub(super) fn position(&self, pointer: &Pointer) -> Position {
        let spans = self.spans.get_or_init(|| json::spans(&self.text));
        let (line, column, pointer) = spans.find(&self.value, pointer);
        Position { file: Arc::clone(&self.name), line, column, pointer }
    }

    /// The text of a line, counted from 1, without its end.
    pub(super) fn line(&self, line: u32) -> Option<&str> {
        let starts = self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        });
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let start = *starts.get(index)?;
        let rest = self.text.get(start..)?;
        let end = starts.get(index + 1).map_or(rest.len(), |next| next - start);
        rest.get(..end).map(|line| line.trim_end_matches(['\n', '\r']))
    }
}
