//! The line of the document that makes a rule, with a caret under the place.

use super::look::{Ink, Style};
use crate::{
    document::{Document, Position},
    report::{plain::visible, redact::Redactor},
};

/// Characters of a source line shown at most; a minified document is one line of megabytes.
const MAX_WIDTH: usize = 120;
/// Characters shown before the place in a line that is cut.
const BEFORE: usize = 40;

/// `--> file:line:column`, the line and the caret, each line indented by two.
pub(super) fn render(
    document: &Document,
    position: &Position,
    redactor: &Redactor<'_>,
    style: Style,
) -> Vec<String> {
    let number = position.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = style.paint(Ink::Frame, "|");
    let file = visible(&redactor.text(&position.to_string()));
    let mut lines = vec![format!("  {margin}{} {file}", style.paint(Ink::Frame, "-->"))];
    let Some(window) =
        document.source_line(position).and_then(|line| Window::of(line, position.column, redactor))
    else {
        return lines;
    };
    let caret = format!("{}{}", " ".repeat(window.offset), style.paint(Ink::Bad, "^".repeat(window.width)));
    lines.push(format!("  {margin} {bar}"));
    lines.push(format!("  {} {bar} {}", style.paint(Ink::Frame, number), window.text));
    lines.push(format!("  {margin} {bar} {caret}"));
    lines
}

/// A line, or the part of a long one around the place.
struct Window {
    text: String,
    /// Characters before the place.
    offset: usize,
    /// Characters of the token at the place.
    width: usize,
}

impl Window {
    fn of(line: &str, column: u32, redactor: &Redactor<'_>) -> Option<Self> {
        let place = usize::try_from(column).ok()?.checked_sub(1)?;
        let characters: Vec<char> = line.chars().collect();
        let start = if characters.len() > MAX_WIDTH { place.saturating_sub(BEFORE) } else { 0 };
        let end = characters.len().min(start + MAX_WIDTH);
        let shown = |from: usize, to: usize| -> String {
            let text = characters.get(from..to).unwrap_or_default().iter().collect::<String>();
            visible(&redactor.text(&text))
        };
        // Hidden apart from what follows, so that the caret stays under the place.
        let before = shown(start, place.min(end));
        let token = token_width(characters.get(place..end)?);
        let cut_before = if start > 0 { "…" } else { "" };
        let cut_after = if end < characters.len() { "…" } else { "" };
        Some(Self {
            text: format!("{cut_before}{before}{}{cut_after}", shown(place, end)),
            offset: cut_before.chars().count() + before.chars().count(),
            width: shown(place, (place + token).min(end)).chars().count().max(1),
        })
    }
}

/// The quoted string or the word that starts here.
fn token_width(text: &[char]) -> usize {
    let quoted = |quote: char| {
        let mut escaped = false;
        let end = text.iter().skip(1).position(|&c| {
            let ends = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        end.map_or(text.len(), |end| end + 2)
    };
    match text.first() {
        Some(&quote @ ('"' | '\'')) => quoted(quote),
        Some('{' | '[') | None => 1,
        Some(_) => {
            text.iter().position(|c| c.is_whitespace() || ",:{}[]".contains(*c)).unwrap_or(text.len()).max(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::{
        document::{Document, Pointer},
        report::{console::Style, redact::Redactor},
    };

    fn shown(text: &str, pointer: &str) -> String {
        let document = Document::parse("api.yaml", text).expect("a document");
        let position = document.position(&Pointer::parse(pointer));
        render(&document, &position, &Redactor::by_look(), Style::Plain).join("\n")
    }

    #[test]
    fn the_caret_stands_under_the_token() {
        let yaml = "openapi: 3.1.0\ninfo:\n  title: Pets\n  version: '1'\npaths: {}\n";
        insta::assert_snapshot!(shown(yaml, "/info/title"), @"
           --> api.yaml:3:3
            |
          3 |   title: Pets
            |   ^^^^^
        ");
    }

    #[test]
    fn an_example_with_a_secret_is_not_shown() {
        let json = r#"{"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}, "password": "hunter2"}"#;
        let lines = shown(json, "/password");
        assert!(lines.contains(r#""password": "<redacted>""#) && !lines.contains("hunter2"), "{lines}");
    }

    #[test]
    fn a_minified_document_is_cut_around_the_place() {
        let filler = "x".repeat(500);
        let json = format!(
            r#"{{"x-a":"{filler}","openapi":"3.1.0","info":{{"title":"é","version":"1"}},"paths":{{}},"x-b":"{filler}"}}"#
        );
        let lines = shown(&json, "/info/version");
        let widest = lines.lines().map(|line| line.chars().count()).max().unwrap_or_default();
        assert!(widest < 140, "{widest}");
        let rows: Vec<&str> = lines.lines().collect();
        let column = rows[3].chars().position(|c| c == '^').expect("a caret");
        assert_eq!(rows[2].chars().skip(column).take(9).collect::<String>(), "\"version\"");
    }
}
