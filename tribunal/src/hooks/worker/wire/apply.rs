//! What a handler has changed of a transaction.

use serde_json::{Map, Value};

use super::{expected, text};
use crate::{
    hooks::worker::{address::Address, memory::Wire},
    plan::Transaction,
    transport::Request,
};

/// Takes over what differs between a transaction as it was and as it is. `skip` and `fail` are the caller's affair.
///
/// The error is a sentence: a member is not what it must be.
pub(in crate::hooks::worker) fn apply(
    was: &Wire,
    is: &Wire,
    transaction: &mut Transaction,
    address: &Address,
) -> Result<(), String> {
    let changed = |key: &str| is.get(key).filter(|value| was.get(key) != Some(value));
    if let Some(name) = changed("name") {
        name.as_str().ok_or("`name` must be text")?.clone_into(&mut transaction.name);
    }
    if let Some(expected) = changed("expected") {
        expected::apply(was.get("expected"), expected, &mut transaction.expected)?;
    }
    if let Some(request) = changed("request") {
        let Value::Object(request) = request else { return Err("`request` must be an object".to_owned()) };
        let was = was.get("request").and_then(Value::as_object);
        take_request(was, request, &mut transaction.request)?;
    }
    if ["protocol", "host", "port", "fullPath"].into_iter().any(|key| changed(key).is_some()) {
        direct(is, &mut transaction.request, address)?;
    }
    Ok(())
}

/// What `fail` says, if it says anything new.
pub(in crate::hooks::worker) fn failure(was: &Wire, is: &Wire) -> Option<String> {
    let fail = is.get("fail").filter(|fail| was.get("fail") != Some(fail))?;
    match fail {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// `uri` has no effect of its own: a request goes to `fullPath`.
fn take_request(
    was: Option<&Map<String, Value>>,
    is: &Map<String, Value>,
    request: &mut Request,
) -> Result<(), String> {
    let changed = |key: &str| was.and_then(|was| was.get(key)) != is.get(key);
    if changed("method") {
        let method = is.get("method").and_then(Value::as_str).ok_or("`request.method` must be text")?;
        method.clone_into(&mut request.method);
    }
    if changed("headers") {
        request.headers = text::headers(is.get("headers"), "request")?;
    }
    if changed("body") || changed("bodyEncoding") {
        request.body = text::decoded(is, "request")?;
    }
    if changed("body") || changed("headers") {
        // The one of the old content would cut the new one short; the client counts for itself.
        request.headers.remove("content-length");
    }
    Ok(())
}

fn direct(is: &Wire, request: &mut Request, address: &Address) -> Result<(), String> {
    let text = |key: &str| is.get(key).and_then(text::plain).unwrap_or_default();
    let there =
        Address { protocol: text("protocol"), host: text("host"), port: text("port"), path: String::new() };
    let full = text("fullPath");
    if !full.starts_with('/') {
        return Err(format!("`fullPath` must begin with `/`, and is `{full}`"));
    }
    let inside = full.strip_prefix(&address.path).filter(|rest| rest.starts_with('/'));
    let (base_url, uri) = match inside {
        Some(rest) if there.origin() == address.origin() => (None, rest.to_owned()),
        _ => (Some(there.origin()), full),
    };
    request.base_url = base_url;
    request.uri = uri;
    Ok(())
}
