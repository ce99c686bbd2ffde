//! The names in Python hook files: the literal arguments of `@hooks.before("...")` and its kin.
//!
//! Python's handler binds a hook to a transaction of exactly that name. A name that is computed cannot be read here
//! and is left out.

use std::path::Path;

use super::NamedHook;
use crate::hooks::{Pattern, Stage};

/// The hooks of a file; none where it cannot be read, which its handler will say.
pub(super) fn names(file: &Path) -> Vec<NamedHook> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    read(&text)
        .into_iter()
        .map(|(stage, hook, line)| NamedHook {
            stage,
            pattern: Pattern::exact(hook),
            place: format!("{name}:{line}"),
        })
        .collect()
}

fn read(text: &str) -> Vec<(Stage, String, usize)> {
    let mut hooks = Vec::new();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        // Of spaces only: a blank line must not reach into the next one.
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(decorator) = text.get(start + indent..).and_then(|rest| rest.strip_prefix('@'))
            && let Some((stage, arguments)) = decorated(decorator)
            && let Some(name) = literal(arguments)
        {
            hooks.push((stage, name, number + 1));
        }
        start += line.len();
    }
    hooks
}

/// The stage of `hooks.before_validation(` and what follows.
fn decorated(decorator: &str) -> Option<(Stage, &str)> {
    let (path, arguments) = decorator.split_once('(')?;
    let stage = match path.trim().rsplit('.').next()? {
        "before" => Stage::Before,
        "before_validation" => Stage::BeforeValidation,
        "after" => Stage::After,
        _ => return None,
    };
    let plain = path.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    plain.then_some((stage, arguments))
}

/// String literals, one after the other as Python joins them, up to the closing bracket; `None` for anything else.
fn literal(mut text: &str) -> Option<String> {
    text = text.trim_start();
    if let Some(named) = text.strip_prefix("name") {
        text = named.trim_start().strip_prefix('=')?;
    }
    let mut value = String::new();
    let mut seen = false;
    loop {
        text = text.trim_start();
        if let Some(comment) = text.strip_prefix('#') {
            text = comment.split_once('\n')?.1;
            continue;
        }
        if text.starts_with([')', ',']) {
            return seen.then_some(value);
        }
        let (raw, quoted) = prefix(text)?;
        let (piece, rest) = string(quoted, raw)?;
        value.push_str(&piece);
        text = rest;
        seen = true;
    }
}

/// `r`, `u` and their absence; a formatted string is computed, bytes are no name.
fn prefix(text: &str) -> Option<(bool, &str)> {
    match text.chars().next()? {
        '\'' | '"' => Some((false, text)),
        'r' | 'R' => Some((true, text.get(1..)?)),
        'u' | 'U' => Some((false, text.get(1..)?)),
        _ => None,
    }
}

fn string(text: &str, raw: bool) -> Option<(String, &str)> {
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote))?;
    let mut rest = text.get(quote.len()..)?;
    let mut value = String::new();
    loop {
        if let Some(end) = rest.strip_prefix(quote) {
            return Some((value, end));
        }
        let mut chars = rest.chars();
        match chars.next()? {
            '\\' if raw => {
                value.push('\\');
                value.push(chars.next()?);
            }
            '\\' => match chars.next()? {
                '\n' => {}
                'n' => value.push('\n'),
                't' => value.push('\t'),
                escaped @ ('\\' | '\'' | '"') => value.push(escaped),
                // Code points and the rarer escapes: not worth a reader.
                _ => return None,
            },
            '\n' if quote.len() == 1 => return None,
            other => value.push(other),
        }
        rest = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_names_are_read_with_their_lines() {
        let text = "import dredd_hooks as hooks\n\
            from dredd_hooks import before\n\n\
            @hooks.before_all\ndef start(t):\n    pass\n\n\
            @hooks.before(\"/pets > List pets > 200\")\n\
            @hooks.after('/pets > List \\'all\\' pets > 200')\n\
            def both(t):\n    pass\n\n\
            \t@before_validation(r\"\"\"/a\\d\"\"\")\n\
            @before(\n    # where\n    \"/pets > \"\n    'Add > 201',\n)\n\
            @hooks.before(NAME)\n\
            @hooks.before(f\"/{x}\")\n\
            @hooks.before(\"/a\" + X)\n\
            @app.route(\"/x\")\n\
            # @hooks.before(\"commented out\")\n";
        let read: Vec<(Stage, String, usize)> = read(text);
        let expected = [
            (Stage::Before, "/pets > List pets > 200", 8),
            (Stage::After, "/pets > List 'all' pets > 200", 9),
            (Stage::BeforeValidation, "/a\\d", 13),
            (Stage::Before, "/pets > Add > 201", 14),
        ];
        assert_eq!(read, expected.map(|(stage, name, line)| (stage, name.to_owned(), line)));
    }

    #[test]
    fn nothing_that_is_cut_short_or_strange_is_a_name() {
        for text in [
            "@before(",
            "@before(\"",
            "@before('a\nb')",
            "@before(b'x')",
            "@before('\\x41')",
            "@",
            "@before()",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
