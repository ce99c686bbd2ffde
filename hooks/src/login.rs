//! Logging in at a server elsewhere, which has its own secret and clock.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use plenary::fixture::Person;
use serde_json::json;
use tribunal::{
    hooks::HookError,
    transport::{Body, Client, Headers, Limits, Request},
};

/// Tokens by server and name. A login costs an attempt of the account's rate limit, so one is enough.
static TOKENS: Mutex<Option<HashMap<(String, &'static str), String>>> = Mutex::new(None);

/// The `Authorization` header of somebody of the fixture.
///
/// # Errors
/// When the server does not know them by the fixture's password.
pub async fn bearer(base_url: &str, name: &'static str) -> Result<String, HookError> {
    let key = (base_url.to_owned(), name);
    let known =
        TOKENS.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|all| all.get(&key).cloned());
    if let Some(known) = known {
        return Ok(known);
    }
    let header = log_in(base_url, name).await?;
    let mut tokens = TOKENS.lock().unwrap_or_else(PoisonError::into_inner);
    tokens.get_or_insert_default().insert(key, header.clone());
    Ok(header)
}

async fn log_in(base_url: &str, name: &str) -> Result<String, HookError> {
    let person = Person::named(name).ok_or("nobody of the fixture is called so")?;
    let request = Request {
        method: "POST".to_owned(),
        uri: "/login".to_owned(),
        headers: Headers::from_iter([("Content-Type", "application/json")]),
        body: Body::json(&json!({"username": person.username, "password": person.password})),
        base_url: None,
    };
    let response = Client::new(Limits::default())?.send(base_url, &request).await?;
    let answer = response.body.to_json().unwrap_or_default();
    let token = answer.pointer("/data/token").and_then(|token| token.as_str());
    let token = token
        .ok_or_else(|| format!("the login of {name} answers {}: is the fixture seeded?", response.status))?;
    Ok(format!("Bearer {token}"))
}
