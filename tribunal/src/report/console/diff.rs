//! Expected against actual, line by line.

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use super::look::{Ink, Style};
use crate::{
    check::ABSENT,
    report::{
        excerpt::layout,
        plain::{cut, visible},
    },
};

/// Lines shown at most.
const MAX_LINES: usize = 40;
/// Characters of a line shown at most.
const MAX_WIDTH: usize = 160;
/// Equal lines kept around a difference.
const CONTEXT: usize = 2;

/// `-` what the document promises, `+` what came. Both have passed the redaction.
pub(super) fn render(expected: &Value, actual: &Value, style: Style) -> Vec<String> {
    let (expected, actual) = (text(expected), text(actual));
    if expected == actual {
        // Both are hidden, or differ only in what was cut off.
        return vec![style.paint(Ink::Faint, format!("  {}", cut(&expected, MAX_WIDTH)))];
    }
    let diff = TextDiff::from_lines(&expected, &actual);
    let mut lines = Vec::new();
    for (n, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if n > 0 {
            lines.push(style.paint(Ink::Faint, "  …"));
        }
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let line = cut(change.value().trim_end_matches('\n'), MAX_WIDTH);
            lines.push(match change.tag() {
                ChangeTag::Delete => style.paint(Ink::Bad, format!("- {line}")),
                ChangeTag::Insert => style.paint(Ink::Good, format!("+ {line}")),
                ChangeTag::Equal => format!("  {line}"),
            });
        }
    }
    if lines.len() > MAX_LINES {
        let more = lines.len() - MAX_LINES;
        lines.truncate(MAX_LINES);
        lines.push(style.paint(Ink::Faint, format!("  … {more} more lines")));
    }
    lines
}

fn text(value: &Value) -> String {
    let text = match value {
        Value::String(absent) if absent == ABSENT => "(absent)".to_owned(),
        Value::String(text) if text.contains('\n') => text.clone(),
        value => layout(value),
    };
    // Every line ends alike, so that only content counts as a difference.
    format!("{}\n", visible(text.trim_end_matches('\n')))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::render;
    use crate::report::console::Style;

    fn shown(expected: &Value, actual: &Value) -> String {
        render(expected, actual, Style::Plain).join("\n")
    }

    #[test]
    fn single_values_stand_one_under_the_other() {
        insta::assert_snapshot!(shown(&json!("Ann"), &json!(["<absent>"])), @r#"
        - "Ann"
        + ["<absent>"]
        "#);
        insta::assert_snapshot!(shown(&json!(404), &json!("<absent>")), @"
        - 404
        + (absent)
        ");
    }

    #[test]
    fn large_values_show_what_differs_and_little_around_it() {
        let user = |name: &str| json!({"id": 1, "uuid": "0".repeat(36), "email": "ann@example.org", "name": name, "active": true, "admin": false});
        insta::assert_snapshot!(shown(&user("Ann"), &user("Bob")), @r#"
            "uuid": "000000000000000000000000000000000000",
            "email": "ann@example.org",
        -   "name": "Ann",
        +   "name": "Bob",
            "active": true,
            "admin": false
        "#);
    }

    #[test]
    fn a_diff_is_bounded() {
        let lines = |n: usize| Value::from((0..n).map(|i| i.to_string()).collect::<Vec<_>>().join("\n"));
        assert_eq!(render(&lines(1), &lines(5_000), Style::Plain).len(), 41);
    }
}
