//! The console's text in HTML.

use crate::report::plain::visible;

/// Text from anywhere, harmless as text and as a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Coloured console text with its escape sequences as spans. They are the console's own: of what came from outside
/// none is left.
pub(super) fn painted(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let mut out = escape(pieces.next().unwrap_or_default());
    let mut open = 0;
    for piece in pieces {
        let (code, rest) =
            piece.strip_prefix('[').and_then(|code| code.split_once('m')).unwrap_or(("", piece));
        if code == "0" || code.is_empty() {
            out.push_str(&"</span>".repeat(open));
            open = 0;
        } else {
            // `1;31` and `1`, `31` alike.
            for part in code.split(';').filter(|part| part.bytes().all(|byte| byte.is_ascii_digit())) {
                out.extend(["<span class=\"i", part, "\">"]);
                open += 1;
            }
        }
        out.push_str(&escape(rest));
    }
    out + &"</span>".repeat(open)
}

#[cfg(test)]
mod tests {
    use super::painted;

    #[test]
    fn colours_become_spans_and_text_is_escaped() {
        let text = "\u{1b}[1m\u{1b}[31m- <b>\u{1b}[0m & \u{1b}[32m\"x\"\u{1b}[0m";
        let html = r#"<span class="i1"><span class="i31">- &lt;b&gt;</span></span> &amp; <span class="i32">&quot;x&quot;</span>"#;
        assert_eq!(painted(text), html);
    }

    #[test]
    fn every_span_is_closed() {
        for text in ["\u{1b}[1mopen", "\u{1b}", "\u{1b}[", "\u{1b}[1;31m\u{1b}[\"m<"] {
            let html = painted(text);
            assert_eq!(html.matches("<span").count(), html.matches("</span>").count(), "{html}");
        }
    }
}
