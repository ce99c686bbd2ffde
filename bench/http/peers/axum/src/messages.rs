//! Accept a message: the caller's session is looked up, one job is written, workers are notified.

use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{AppendHeaders, IntoResponse};
use chrono::Utc;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Context;
use crate::failure::Failure;
use crate::users::Envelope;

#[derive(Deserialize)]
pub(crate) struct NewMessage {
    recipient_id: i64,
    content: Option<Value>,
}

#[derive(Serialize)]
struct Accepted {
    job_id: Uuid,
}

pub(crate) async fn send(
    State(context): State<Context>,
    headers: HeaderMap,
    Json(NewMessage { recipient_id, content }): Json<NewMessage>,
) -> Result<impl IntoResponse, Failure> {
    let sender = caller(&context, &headers).await?;
    let job = Uuid::now_v7();
    let payload = json!({"sender_id": sender, "recipient_id": recipient_id, "content": content});
    // One statement, which is one transaction: the job, and the notification of whoever waits for one.
    sqlx::query(
        "WITH job AS (INSERT INTO jobs (id, kind, payload, owner_id, state, attempts, created_at, run_at) \
         VALUES ($1, 'deliver_message', $2, $3, 'queued', 0, $4, (extract(epoch FROM now()) * 1000)::bigint) \
         RETURNING id) SELECT pg_notify('plenary', 'queue') FROM job",
    )
    .bind(job)
    .bind(payload.to_string())
    .bind(sender)
    .bind(Utc::now())
    .execute(&context.database)
    .await?;
    let location = AppendHeaders([(LOCATION, format!("/jobs/{job}"))]);
    Ok((StatusCode::ACCEPTED, location, Json(Envelope::new(Accepted { job_id: job }))))
}

/// Who calls: the token must be ours, its session live and its user active.
async fn caller(context: &Context, headers: &HeaderMap) -> Result<i64, Failure> {
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let claims = token.and_then(|token| context.tokens.read(token)).ok_or(Failure::Unauthorized)?;
    let user: Option<i64> = sqlx::query_scalar(
        "SELECT users.id FROM login_sessions JOIN users ON users.id = login_sessions.user_id \
         WHERE login_sessions.id = $1 AND revoked_at IS NULL AND expires_at > $2 AND active AND deleted_at IS NULL",
    )
    .bind(claims.sid)
    .bind(Utc::now())
    .fetch_optional(&context.database)
    .await?;
    user.filter(|user| claims.sub.parse() == Ok(*user)).ok_or(Failure::Unauthorized)
}
