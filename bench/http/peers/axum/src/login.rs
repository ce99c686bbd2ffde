//! Log in with a password: the hash is checked beside the other requests, the session is opened in one transaction.

use argon2::{PasswordHash, PasswordVerifier as _};
use axum::Json;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::response::{AppendHeaders, IntoResponse};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Context;
use crate::failure::Failure;
use crate::users::User;

const ACCESS: i64 = 24 * 3600;
const REFRESH: i64 = 30 * 24 * 3600;

#[derive(Deserialize)]
pub(crate) struct Login {
    username: String,
    password: String,
}

#[derive(FromRow)]
struct Known {
    #[sqlx(flatten)]
    user: User,
    password_hash: String,
}

#[derive(Serialize)]
struct LoggedIn {
    status: &'static str,
    data: Data,
    message: &'static str,
}

#[derive(Serialize)]
struct Data {
    user: User,
    token: String,
    refresh_token: String,
}

pub(crate) async fn login(
    State(context): State<Context>,
    Json(Login { username, password }): Json<Login>,
) -> Result<impl IntoResponse, Failure> {
    let known: Option<Known> = sqlx::query_as(
        "SELECT id, uuid, username, email, active, admin, created_at, updated_at, password_hash FROM users \
         WHERE lower(username) = lower($1) AND deleted_at IS NULL",
    )
    .bind(username)
    .fetch_optional(&context.database)
    .await?;
    let known = known.ok_or(Failure::Unauthorized)?;
    if !verify(&context, password, known.password_hash.clone()).await {
        return Err(Failure::Unauthorized);
    }
    let now = Utc::now();
    let end = now + TimeDelta::seconds(REFRESH);
    let id = known.user.id;
    let jti = Uuid::new_v4();
    let session = open(&context, &known, jti, now, end).await?;
    let data = Data {
        user: known.user,
        token: context.tokens.issue("access", ACCESS, id, session, Uuid::new_v4()),
        refresh_token: context.tokens.issue("refresh", REFRESH, id, session, jti),
    };
    let cookie = context.tokens.issue("session", REFRESH, id, session, Uuid::new_v4());
    let cookie = format!("plenary_session={cookie}; Path=/; Max-Age={REFRESH}; HttpOnly; SameSite=Strict");
    let headers = AppendHeaders([(SET_COOKIE, cookie), (CACHE_CONTROL, "no-store".to_owned())]);
    Ok((headers, Json(LoggedIn { status: "success", data, message: "Successfully logged in." })))
}

async fn verify(context: &Context, password: String, hash: String) -> bool {
    let (argon2, turns) = (context.argon2.clone(), context.turns.clone());
    let Ok(turn) = turns.acquire_owned().await else { return false };
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        PasswordHash::new(&hash).is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
    });
    work.await.unwrap_or(false)
}

/// The hash took a while: what was verified must still be so once the session is there.
async fn open(
    context: &Context,
    known: &Known,
    jti: Uuid,
    now: DateTime<Utc>,
    end: DateTime<Utc>,
) -> Result<i64, Failure> {
    let mut transaction = context.database.begin().await?;
    let still: Option<i64> = sqlx::query_scalar(
        "SELECT id FROM users WHERE id = $1 AND deleted_at IS NULL AND active AND password_hash = $2 FOR UPDATE",
    )
    .bind(known.user.id)
    .bind(&known.password_hash)
    .fetch_optional(&mut *transaction)
    .await?;
    let user = still.ok_or(Failure::Unauthorized)?;
    let session: i64 = sqlx::query_scalar(
        "INSERT INTO login_sessions (user_id, created_at, expires_at) VALUES ($1, $2, $3) RETURNING id",
    )
    .bind(user)
    .bind(now)
    .bind(end)
    .fetch_one(&mut *transaction)
    .await?;
    sqlx::query(
        "INSERT INTO refresh_tokens (session_id, digest, created_at, expires_at) VALUES ($1, $2, $3, $4)",
    )
    .bind(session)
    .bind(BASE64.encode(Sha256::digest(jti.as_bytes())))
    .bind(now)
    .bind(end)
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(session)
}
