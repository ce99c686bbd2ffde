//! The command line that sends a request again.

use super::{plain::cut, redact::Redactor};
use crate::{check, result::TransactionResult, transport::Request};

/// Characters of a body that the line carries at most.
const MAX_BODY: usize = 4_000;

/// The URL a request went to; only path and query where it was not sent.
pub(crate) fn url(result: &TransactionResult, redactor: &Redactor<'_>) -> String {
    let request = &result.transaction.request;
    let base = request.base_url.as_deref().unwrap_or(&result.base_url);
    redactor.text(&format!("{}{}", base.trim_end_matches('/'), request.uri))
}

/// `curl` for a POSIX shell. Secrets are hidden, so who replays it puts in their own.
pub(crate) fn line(result: &TransactionResult, redactor: &Redactor<'_>) -> String {
    let request = &result.transaction.request;
    let url = url(result, redactor);
    let mut words = vec!["curl".to_owned(), "-i".to_owned()];
    match request.method.as_str() {
        "GET" if request.body.is_empty() => {}
        "HEAD" => words.push("--head".to_owned()),
        method => words.extend(["-X".to_owned(), quote(method)]),
    }
    if url.contains(['[', ']', '{', '}']) {
        words.push("--globoff".to_owned());
    }
    if request.uri.contains("/.") {
        words.push("--path-as-is".to_owned());
    }
    words.push(quote(&url));
    for (name, value) in request.headers.iter().filter(|(name, _)| !is_curls_own(name)) {
        let value = redactor.header(name, value);
        // A header without a value is written with a semicolon.
        let field = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        words.extend(["-H".to_owned(), quote(&field)]);
    }
    body(request, redactor, &mut words);
    words.join(" ")
}

fn body(request: &Request, redactor: &Redactor<'_>, words: &mut Vec<String>) {
    if request.body.is_empty() {
        return;
    }
    if request.headers.get("content-type").is_none() {
        // Otherwise curl would say that it is a form.
        words.extend(["-H".to_owned(), quote("Content-Type:")]);
    }
    let Some(text) = request.body.text() else {
        words.extend([
            "--data-binary".to_owned(),
            "@body.bin".to_owned(),
            format!("# {}", check::binary(&request.body.0)),
        ]);
        return;
    };
    let hidden = match request.body.to_json() {
        Some(json) if redactor.json(&json) != json => redactor.json(&json).to_string(),
        Some(_) => text.to_owned(),
        None => redactor.text(text),
    };
    words.extend(["--data-raw".to_owned(), quote(&cut(&hidden, MAX_BODY))]);
    if hidden.chars().nth(MAX_BODY).is_some() {
        words.push(format!("# cut, {} bytes in all", request.body.0.len()));
    }
}

/// Fields that curl works out by itself.
fn is_curls_own(name: &str) -> bool {
    ["content-length", "host", "connection", "transfer-encoding"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name))
}

/// One word for a POSIX shell; control characters in `$'...'`, so that the line stays one line.
fn quote(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let visible = super::plain::visible(word);
    if visible == word && !word.contains('\n') {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    let mut quoted = String::from("$'");
    for c in word.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\'' | '\\' => quoted.extend(['\\', c]),
            c if super::plain::visible(c.encode_utf8(&mut [0; 4])) != c.to_string() => {
                quoted.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\x{byte:02x}")));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('\'');
    quoted
}
