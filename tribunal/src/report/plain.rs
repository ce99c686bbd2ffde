//! Text from outside made harmless for terminals and logs.

/// Control characters (C0, C1, DEL), those that turn the direction of writing and those that stand for nothing
/// become visible escapes; line feeds stay. A server's answer can neither colour nor rewrite what a terminal shows.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push(c),
            '\t' => out.push_str("    "),
            '\u{fffe}' | '\u{ffff}' => out.extend(c.escape_unicode()),
            _ if c.is_control() || turns_direction(c) => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }
    out
}

/// The same, on one line.
pub(crate) fn one_line(text: &str) -> String {
    visible(&text.replace("\r\n", " ").replace(['\n', '\r'], " "))
}

/// The first characters of a text, with a sign that there were more.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

fn turns_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{one_line, visible};

    #[test]
    fn nothing_from_outside_steers_a_terminal() {
        assert_eq!(visible("\u{1b}[31mred\u{7f}\u{9b}\u{202e}"), "\\u{1b}[31mred\\u{7f}\\u{9b}\\u{202e}");
        assert_eq!(visible("a\r\nb\tc"), "a\\u{d}\nb    c");
        assert_eq!(one_line("a\r\nb\nc"), "a b c");
    }
}
