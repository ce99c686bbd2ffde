//! The member `real`: the response that came.

use serde_json::{Map, Value};

use super::text;
use crate::transport::Response;

/// As Node.js has it: lower-case names, `set-cookie` as a list.
pub(in crate::hooks::worker) fn render(response: &Response) -> Value {
    let mut headers = Map::new();
    for (name, value) in text::fields(&response.headers) {
        headers.insert(name.to_ascii_lowercase(), value);
    }
    let cookies = response.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    let cookies: Vec<Value> = cookies.map(|(_, value)| value.into()).collect();
    if !cookies.is_empty() {
        headers.insert("set-cookie".to_owned(), cookies.into());
    }
    let mut real = Map::new();
    real.insert("statusCode".to_owned(), response.status.into());
    real.insert("headers".to_owned(), headers.into());
    if !response.body.is_empty() {
        let (body, encoding) = text::encoded(&response.body);
        real.insert("bodyEncoding".to_owned(), encoding.into());
        real.insert("body".to_owned(), body.into());
    }
    real.into()
}

/// Takes over what a hook has made of the response before it is judged: volatile values evened out, for the most part.
pub(in crate::hooks::worker) fn apply(
    was: &Value,
    is: &Value,
    response: &mut Response,
) -> Result<(), String> {
    let Value::Object(real) = is else { return Err("`real` must be an object".to_owned()) };
    let changed = |key: &str| was.get(key) != real.get(key);
    if changed("statusCode") {
        let status = real.get("statusCode").and_then(text::plain).and_then(|code| code.parse().ok());
        response.status = status.ok_or("`real.statusCode` must be a status code")?;
    }
    if changed("headers") {
        response.headers = text::headers(real.get("headers"), "real")?;
    }
    if changed("body") || changed("bodyEncoding") {
        response.body = text::decoded(real, "real")?;
    }
    Ok(())
}
