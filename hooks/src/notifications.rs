//! What somebody was told last, asked for over HTTP as they would.

use serde_json::Value;
use tribunal::{
    hooks::HookResult,
    run::Instance,
    transport::{Body, Client, Headers, Limits, Request},
};

use crate::{login, server::PlenaryInstance};

/// Fails unless the newest notification of somebody of the fixture holds all of `expected`.
///
/// # Errors
/// When it does not, or cannot be asked for.
pub async fn told_last(instance: &PlenaryInstance, name: &'static str, expected: Value) -> HookResult {
    let bearer = match instance.in_process() {
        Some(own) => plenary::fixture::bearer(&own.app, name),
        None => login::bearer(instance.base_url(), name).await?,
    };
    let request = Request {
        method: "GET".to_owned(),
        uri: "/notifications?limit=1".to_owned(),
        headers: Headers::from_iter([("Authorization", bearer)]),
        body: Body::default(),
        base_url: None,
    };
    let response = Client::new(Limits::default()).send(instance.base_url(), &request).await?;
    let answer = response.body.to_json().unwrap_or_default();
    let told = answer.pointer("/data/notifications/0").unwrap_or(&Value::Null);
    if holds(told, &expected) {
        Ok(())
    } else {
        Err(format!("{name} was told {told} last, and not {expected}").into())
    }
}

/// Whether everything in `part` is in `whole`.
fn holds(whole: &Value, part: &Value) -> bool {
    match part {
        Value::Object(part) => {
            part.iter().all(|(key, part)| whole.get(key).is_some_and(|whole| holds(whole, part)))
        }
        part => whole == part,
    }
}
