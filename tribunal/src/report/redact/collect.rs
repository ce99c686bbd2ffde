//! The secret values of one exchange, wherever they stand under a secret name.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::Value;

use super::name::{is_common, is_secret};
use crate::{
    plan::{ExpectedBody, Transaction},
    result::TransactionResult,
    transport::{Body, Headers},
};

/// A shorter value says too little to be hidden wherever it stands.
const MIN_LENGTH: usize = 6;
/// Values kept at most.
const MAX_VALUES: usize = 200;
/// A larger body is not parsed for secrets; excerpts of it are scanned.
const MAX_BODY: usize = 4 << 20;

/// Header names that carry secrets whatever the document says.
const HEADERS: &[&str] = &["authorization", "proxy-authorization", "cookie", "set-cookie"];

/// Every secret value, the longest first.
pub(super) fn secrets(result: &TransactionResult) -> Vec<String> {
    let mut values = Vec::new();
    let transaction = &result.transaction;
    from_headers(&transaction.request.headers, transaction, &mut values);
    from_query(transaction.request.uri.split_once('?').map_or("", |(_, query)| query), &mut values);
    from_body(&transaction.request.body, &mut values);
    if let ExpectedBody::Json(example) = &transaction.expected.body {
        from_json(example, false, &mut values);
    }
    let examples = transaction.expected.headers.iter();
    let examples = examples.filter_map(|header| Some((header.name.as_str(), header.example.as_deref()?)));
    from_headers(&examples.collect(), transaction, &mut values);
    if let Some(response) = &result.response {
        from_headers(&response.headers, transaction, &mut values);
        from_body(&response.body, &mut values);
    }
    values.retain(|value| value.len() >= MIN_LENGTH && !is_common(value));
    let escaped: Vec<String> = values.iter().map(|value| escape(value)).collect();
    values.extend(escaped);
    values.sort_unstable_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    values.dedup();
    values.truncate(MAX_VALUES);
    values
}

/// Whether a header's value is a secret.
pub(super) fn is_secret_header(name: &str, transaction: Option<&Transaction>) -> bool {
    let credentials = transaction.map_or(&[] as &[String], |transaction| &transaction.credentials);
    HEADERS.iter().any(|header| header.eq_ignore_ascii_case(name))
        || credentials.iter().any(|header| header.eq_ignore_ascii_case(name))
        || is_secret(name)
}

fn from_headers(headers: &Headers, transaction: &Transaction, values: &mut Vec<String>) {
    for (name, value) in headers.iter().filter(|(name, _)| is_secret_header(name, Some(transaction))) {
        if name.eq_ignore_ascii_case("cookie") {
            values
                .extend(value.split(';').filter_map(|pair| Some(pair.split_once('=')?.1.trim().to_owned())));
        } else if name.eq_ignore_ascii_case("set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            values.extend(pair.split_once('=').map(|(_, value)| value.trim().to_owned()));
        } else {
            values.push(value.to_owned());
            let Some((scheme, credentials)) = value.split_once(' ') else { continue };
            values.push(credentials.trim().to_owned());
            if scheme.eq_ignore_ascii_case("basic") {
                values.extend(basic_password(credentials));
            }
        }
    }
}

/// The password of `user:password` in Base64 (RFC 7617 section 2).
fn basic_password(credentials: &str) -> Option<String> {
    let decoded = String::from_utf8(BASE64_STANDARD.decode(credentials.trim()).ok()?).ok()?;
    decoded.split_once(':').map(|(_, password)| password.to_owned())
}

fn from_body(body: &Body, values: &mut Vec<String>) {
    if body.0.len() > MAX_BODY {
        return;
    }
    match (body.to_json(), body.text()) {
        (Some(json), _) => from_json(&json, false, values),
        (None, Some(text)) => from_query(text, values),
        (None, None) => {}
    }
}

fn from_query(query: &str, values: &mut Vec<String>) {
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if is_secret(&name) {
            values.push(value.into_owned());
        }
    }
}

fn from_json(value: &Value, secret: bool, values: &mut Vec<String>) {
    match value {
        Value::String(text) if secret => values.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| from_json(item, secret, values)),
        Value::Object(members) => {
            members.iter().for_each(|(name, member)| from_json(member, secret || is_secret(name), values));
        }
        _ => {}
    }
}

/// As it stands inside a JSON text.
fn escape(value: &str) -> String {
    let quoted = Value::from(value).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}
