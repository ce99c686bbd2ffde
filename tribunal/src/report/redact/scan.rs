//! Secrets in plain text: a log line, broken JSON, a form, a connection string, a sentence of a server.

use super::{REDACTED, name::is_secret};

/// Header names after which the rest of the line is a secret.
const HEADERS: &[&str] = &["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"];

/// The text with everything that looks like a secret hidden: `"password": "x"`, `token=x`, `Authorization: x`,
/// `Bearer x`, JSON Web Tokens, `scheme://user:x@host`.
pub(super) fn hide(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut in_word = false;
    while let Some(c) = rest.chars().next() {
        let found = if c == '"' {
            json_member(rest)
        } else if rest.starts_with("://") {
            user_info(rest)
        } else if !in_word && is_word(c) {
            web_token(rest).or_else(|| header_line(rest)).or_else(|| parameter(rest)).or_else(|| scheme(rest))
        } else {
            None
        };
        if let Some((kept, hidden)) = found {
            out.push_str(&rest[..kept]);
            out.push_str(REDACTED);
            rest = &rest[kept + hidden..];
            in_word = false;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            in_word = is_word(c);
        }
    }
    out
}

/// How much of the text stays, and how much after it is a secret.
type Found = Option<(usize, usize)>;

/// `"name": "secret"` or `"name": 123`.
fn json_member(text: &str) -> Found {
    let name_end = string_end(text)?;
    let name = text.get(1..name_end - 1)?;
    let after = text[name_end..].trim_start().strip_prefix(':')?.trim_start();
    if !is_secret(name) {
        return None;
    }
    let start = text.len() - after.len();
    if after.starts_with('"') {
        // A string that is cut off is secret to the end.
        let end = string_end(after).map_or(after.len(), |end| end - 1);
        return (end > 1).then_some((start + 1, end - 1));
    }
    let number = after.bytes().take_while(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte)).count();
    (number > 0).then_some((start, number))
}

/// `name=secret`, also quoted and with brackets: `user[password]=x`.
fn parameter(text: &str) -> Found {
    let name =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"_-.[]%".contains(byte)).count();
    let after = text.get(name..)?.strip_prefix('=')?;
    if !is_secret(&text[..name]) {
        return None;
    }
    let (open, value) = match after.chars().next()? {
        quote @ ('"' | '\'') => (1, until(&after[1..], &[quote])),
        _ => (0, until(after, &['&', ';', ',', '"', '\'', '<', '>', ')', ' ', '\t', '\r', '\n'])),
    };
    (value > 0).then_some((name + 1 + open, value))
}

/// `Authorization: secret`, to the end of the line.
fn header_line(text: &str) -> Found {
    let name = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
    let after = text.get(name..)?.strip_prefix(':')?;
    if !HEADERS.iter().any(|header| header.eq_ignore_ascii_case(&text[..name])) {
        return None;
    }
    let space = after.len() - after.trim_start_matches(' ').len();
    let value = until(&after[space..], &['\r', '\n', '"', '\'']);
    (value > 0).then_some((name + 1 + space, value))
}

/// `Bearer secret`: credentials of an authentication scheme (RFC 9110 section 11.4), told from a sentence by their look.
fn scheme(text: &str) -> Found {
    let schemes = ["bearer ", "basic ", "digest ", "negotiate ", "dpop "];
    let known =
        |scheme: &&&str| text.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    let kept = schemes.iter().find(known)?.len();
    let secret = &text[kept..];
    let length =
        secret.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte)).count();
    let credential =
        length >= 20 || secret[..length].bytes().any(|byte| byte.is_ascii_digit() || byte == b'=');
    (length >= 6 && credential).then_some((kept, length))
}

/// A JSON Web Token (RFC 7519): its first part is the Base64 of `{"`.
fn web_token(text: &str) -> Found {
    let length =
        text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"-_.=".contains(byte)).count();
    let token = &text[..length];
    (token.starts_with("eyJ") && token.contains('.')).then_some((0, length))
}

/// `://user:secret@host` (RFC 3986 section 3.2.1).
fn user_info(text: &str) -> Found {
    let after = text.strip_prefix("://")?;
    let authority = &after[..until(after, &['/', '?', '#', ' ', '\t', '\r', '\n', '"', '\''])];
    let (user_info, _) = authority.rsplit_once('@')?;
    let (user, secret) = user_info.split_once(':')?;
    (!secret.is_empty()).then_some((3 + user.len() + 1, secret.len()))
}

/// The end of the JSON string that the text starts with, its quotes included.
fn string_end(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

fn until(text: &str, ends: &[char]) -> usize {
    text.find(|c| ends.contains(&c)).unwrap_or(text.len())
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '-'
}

#[cfg(test)]
mod tests {
    use super::hide;

    #[test]
    fn secrets_are_hidden_where_they_stand() {
        for (text, hidden) in [
            (r#"{"password": "hunter2", "id": 1}"#, r#"{"password": "<redacted>", "id": 1}"#),
            (r#"{"token":"a\"b","x":"y"}"#, r#"{"token":"<redacted>","x":"y"}"#),
            (r#"{"pin": 1234}"#, r#"{"pin": <redacted>}"#),
            (r#"{"password": "cut o"#, r#"{"password": "<redacted>"#),
            ("email=a@b.c&password=hunter2&x=1", "email=a@b.c&password=<redacted>&x=1"),
            ("user[password]=hunter2", "user[password]=<redacted>"),
            ("host=db password='hunter 2' user=x", "host=db password='<redacted>' user=x"),
            ("Authorization: Basic YTpi\nAccept: */*", "Authorization: <redacted>\nAccept: */*"),
            ("sent Bearer abc123.def", "sent Bearer <redacted>"),
            ("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.c2ln!", "got <redacted>!"),
            ("postgres://plenary:hunter2@db:5432/x", "postgres://plenary:<redacted>@db:5432/x"),
            ("postgres://plenary:hu@nter2@db/x", "postgres://plenary:<redacted>@db/x"),
        ] {
            assert_eq!(hide(text), hidden);
        }
    }

    #[test]
    fn sentences_stay_as_they_are() {
        for text in [
            "Bearer authentication is required",
            "invalid token: expected three parts",
            "http://127.0.0.1:8080/users?limit=2",
            r#"{"token": null, "password": "", "id": 7}"#,
            "é“ü” = 3 \u{1f600} \"",
            "",
        ] {
            assert_eq!(hide(text), text);
        }
    }
}
