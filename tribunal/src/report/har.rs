//! Every exchange as an HTTP archive (HAR 1.2), which browsers' developer tools and proxies open.
//!
//! <http://www.softwareishard.com/blog/har-12-spec/>

use std::time::{Duration, SystemTime};

use chrono::{DateTime, SecondsFormat, Utc};
use http::StatusCode;
use serde_json::{Map, Value, json};

use super::{curl, excerpt::Content, redact::Redactor};
use crate::{
    result::{RunResult, TransactionResult},
    transport::{Body, Headers, Response},
};

/// What was sent, in plan order; an exchange that had no answer has status 0, as browsers write it. Bodies are bounded.
/// No secret is in it.
pub fn render(run: &RunResult) -> Value {
    let entries: Vec<Value> =
        run.transactions.iter().filter_map(|result| Some(entry(result, result.sent?))).collect();
    json!({"log": {
        "version": "1.2",
        "creator": {"name": "tribunal", "version": env!("CARGO_PKG_VERSION")},
        "pages": [],
        "entries": entries,
    }})
}

fn entry(result: &TransactionResult, sent: SystemTime) -> Value {
    let redactor = Redactor::of(result);
    let time = millis(result.response.as_ref().map_or(Duration::ZERO, |response| response.duration));
    let reason = result.verdict.reason().map(|reason| format!(": {}", redactor.text(reason)));
    json!({
        "startedDateTime": DateTime::<Utc>::from(sent).to_rfc3339_opts(SecondsFormat::Millis, true),
        "time": time,
        "request": request(result, &redactor),
        "response": response(result.response.as_ref(), &redactor),
        "cache": {},
        // The client measures the whole exchange; the archive wants the three.
        "timings": {"send": 0, "wait": time, "receive": 0},
        "comment": format!("{}: {}{}", result.transaction.id, result.verdict.word(), reason.unwrap_or_default()),
    })
}

fn request(result: &TransactionResult, redactor: &Redactor<'_>) -> Value {
    let sent = &result.transaction.request;
    let url = curl::url(result, redactor);
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let query: Vec<Value> = url::form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| json!({"name": name, "value": value}))
        .collect();
    let mut request = Map::new();
    let mut put = |key: &str, value: Value| request.insert(key.to_owned(), value);
    put("method", json!(sent.method));
    put("url", json!(url));
    put("httpVersion", json!("HTTP/1.1"));
    put("cookies", cookies(&sent.headers, "cookie", redactor));
    put("headers", headers(&sent.headers, redactor));
    put("queryString", Value::Array(query));
    if !sent.body.is_empty() {
        let media = sent.headers.get("content-type").unwrap_or_default();
        let (text, comment) = text(&sent.body, redactor);
        let mut posted = json!({"mimeType": redactor.text(media), "params": [], "text": text});
        add_comment(&mut posted, comment);
        put("postData", posted);
    }
    put("headersSize", json!(-1));
    put("bodySize", json!(sent.body.0.len()));
    Value::Object(request)
}

fn response(response: Option<&Response>, redactor: &Redactor<'_>) -> Value {
    let none = Headers::new();
    let (status, fields) = response.map_or((0, &none), |response| (response.status, &response.headers));
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let size = response.map_or(0, |response| response.body.0.len());
    let media = fields.get("content-type").unwrap_or_default();
    let (text, comment) = response.map_or((String::new(), None), |response| text(&response.body, redactor));
    let mut content = json!({"size": size, "mimeType": redactor.text(media), "text": text});
    add_comment(&mut content, comment);
    json!({
        "status": status,
        "statusText": reason.unwrap_or_default(),
        "httpVersion": "HTTP/1.1",
        "cookies": cookies(fields, "set-cookie", redactor),
        "headers": headers(fields, redactor),
        "content": content,
        "redirectURL": fields.get("location").map(|to| redactor.header("location", to)).unwrap_or_default(),
        "headersSize": -1,
        "bodySize": size,
    })
}

fn headers(headers: &Headers, redactor: &Redactor<'_>) -> Value {
    headers.iter().map(|(name, value)| json!({"name": name, "value": redactor.header(name, value)})).collect()
}

/// Names with hidden values: of `Set-Cookie` the first pair, of `Cookie` all.
fn cookies(headers: &Headers, field: &str, redactor: &Redactor<'_>) -> Value {
    let fields = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(field));
    let limit = if field == "cookie" { usize::MAX } else { 1 };
    fields
        .flat_map(|(name, value)| {
            let shown = redactor.header(name, value);
            let pairs = shown.split(';').take(limit).filter_map(|pair| pair.trim().split_once('='));
            pairs.map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>()
        })
        .collect()
}

/// The text of a body, and what is to be said where that is not all of it.
fn text(body: &Body, redactor: &Redactor<'_>) -> (String, Option<String>) {
    match Content::of(body, redactor) {
        _ if body.is_empty() => (String::new(), None),
        Content::Json(json) => (json.to_string(), None),
        Content::Text(text) => (text, None),
        Content::Binary(told) => (String::new(), Some(told)),
    }
}

fn add_comment(value: &mut Value, comment: Option<String>) {
    if let (Some(object), Some(comment)) = (value.as_object_mut(), comment) {
        object.insert("comment".to_owned(), comment.into());
    }
}

fn millis(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}
