//! Logging in at a server elsewhere, which has its own secret and clock.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use plenary::fixture::Person;
use serde_json::{Value, json};
use tribunal::{
    hooks::HookError,
    transport::{Body, Client, Headers, Limits, Request, Response},
};

/// Tokens by server and name. A login costs an attempt of the account's rate limit, so a token is kept
/// for as long as the server takes it.
static TOKENS: Mutex<Option<HashMap<(String, &'static str), String>>> = Mutex::new(None);

/// The `Authorization` header of somebody of the fixture.
///
/// # Errors
/// When the server does not know them by the fixture's password.
pub async fn bearer(base_url: &str, name: &'static str) -> Result<String, HookError> {
    let key = (base_url.to_owned(), name);
    let known =
        TOKENS.lock().unwrap_or_else(PoisonError::into_inner).as_ref().and_then(|all| all.get(&key).cloned());
    if let Some(known) = known
        && is_taken(base_url, &known).await?
    {
        return Ok(known);
    }
    let header = format!("Bearer {}", tokens(base_url, name).await?.access);
    let mut kept = TOKENS.lock().unwrap_or_else(PoisonError::into_inner);
    kept.get_or_insert_default().insert(key, header.clone());
    Ok(header)
}

/// The tokens of a new session.
pub struct SessionTokens {
    /// For `Authorization: Bearer`.
    pub access: String,
    /// For one exchange.
    pub refresh: String,
}

/// Logs somebody of the fixture in.
///
/// # Errors
/// When the server does not know them by the fixture's password.
pub async fn tokens(base_url: &str, name: &str) -> Result<SessionTokens, HookError> {
    let person = Person::named(name).ok_or("nobody of the fixture is called so")?;
    let body = Body::json(&json!({"username": person.username, "password": person.password}));
    let headers = Headers::from_iter([("Content-Type", "application/json")]);
    let response = send(base_url, "POST", "/login", headers, body).await?;
    let answer = response.body.to_json().unwrap_or_default();
    let text = |pointer: &str| answer.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    match (text("/data/token"), text("/data/refresh_token")) {
        (Some(access), Some(refresh)) => Ok(SessionTokens { access, refresh }),
        _ => Err(format!(
            "the login of {name} answers {}: is the fixture seeded, and PLENARY_LOGIN_LIMIT_ACCOUNT 0?",
            response.status
        )
        .into()),
    }
}

async fn is_taken(base_url: &str, header: &str) -> Result<bool, HookError> {
    let headers = Headers::from_iter([("Authorization", header)]);
    Ok(send(base_url, "GET", "/auth/status", headers, Body::default()).await?.status == 200)
}

async fn send(
    base_url: &str,
    method: &str,
    uri: &str,
    headers: Headers,
    body: Body,
) -> Result<Response, HookError> {
    let request = Request { method: method.to_owned(), uri: uri.to_owned(), headers, body, base_url: None };
    Ok(Client::new(Limits::default()).send(base_url, &request).await?)
}
