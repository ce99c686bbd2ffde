//! One user, and a page of them.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{LINK, VARY};
use axum::response::{AppendHeaders, IntoResponse};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, Serializer};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Context;
use crate::failure::Failure;

/// A row of the table, without its password.
#[derive(FromRow, Serialize)]
pub(crate) struct User {
    pub(crate) id: i64,
    uuid: Uuid,
    username: String,
    /// The last three are for the user itself and for administrators.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    admin: Option<bool>,
    #[serde(serialize_with = "moment")]
    created_at: DateTime<Utc>,
    #[serde(serialize_with = "moment")]
    updated_at: DateTime<Utc>,
}

impl User {
    /// What everybody may see.
    fn public(self) -> Self {
        Self { email: None, active: None, admin: None, ..self }
    }
}

#[derive(Serialize)]
pub(crate) struct Envelope<T> {
    status: &'static str,
    data: T,
}

impl<T> Envelope<T> {
    pub(crate) fn new(data: T) -> Self {
        Self { status: "success", data }
    }
}

#[derive(Serialize)]
pub(crate) struct One {
    user: User,
}

#[derive(Serialize)]
struct Page {
    status: &'static str,
    data: Many,
    meta: Meta,
}

#[derive(Serialize)]
struct Many {
    users: Vec<User>,
}

#[derive(Serialize)]
struct Meta {
    limit: i64,
    next_start: Option<i64>,
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default = "default_limit")]
    limit: i64,
    start: Option<i64>,
}

fn default_limit() -> i64 {
    100
}

pub(crate) async fn get(
    State(context): State<Context>,
    Path(id): Path<i64>,
) -> Result<Json<Envelope<One>>, Failure> {
    let user: Option<User> = sqlx::query_as(
        "SELECT id, uuid, username, email, active, admin, created_at, updated_at FROM users \
         WHERE id = $1 AND deleted_at IS NULL",
    )
    .bind(id)
    .fetch_optional(&context.database)
    .await?;
    let user = user.ok_or(Failure::NotFound)?.public();
    Ok(Json(Envelope::new(One { user })))
}

pub(crate) async fn list(
    State(context): State<Context>,
    Query(Wanted { limit, start }): Query<Wanted>,
) -> Result<impl IntoResponse, Failure> {
    // One more than is shown, to know whether there is another page.
    let mut users: Vec<User> = sqlx::query_as(
        "SELECT id, uuid, username, email, active, admin, created_at, updated_at FROM users \
         WHERE deleted_at IS NULL AND id < $1 ORDER BY id DESC LIMIT $2",
    )
    .bind(start.unwrap_or(i64::MAX))
    .bind(limit + 1)
    .fetch_all(&context.database)
    .await?;
    let more = users.len() > usize::try_from(limit).unwrap_or_default();
    if more {
        users.pop();
    }
    let next_start = users.last().filter(|_| more).map(|user| user.id);
    let users = users.into_iter().map(User::public).collect();
    let link = next_start.map(|start| (LINK, format!("</users?limit={limit}&start={start}>; rel=\"next\"")));
    let page = Page { status: "success", data: Many { users }, meta: Meta { limit, next_start } };
    Ok((AppendHeaders([(VARY, "Accept")]), AppendHeaders(link), Json(page)))
}

fn moment<S: Serializer>(moment: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&moment.to_rfc3339_opts(SecondsFormat::Micros, true))
}
