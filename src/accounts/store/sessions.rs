//! Login sessions and their refresh tokens.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, NotSet, QueryFilter, QuerySelect,
    QueryTrait, Set, Statement,
};

use crate::accounts::entity::{login_session, refresh_token};
use crate::accounts::model::LoginSession;
use crate::api::{SessionId, UserId};

/// What using a refresh token came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::accounts) enum TokenUse {
    /// It was good, and is used up now.
    Accepted(SessionId),
    /// It had been used before: somebody has stolen either that or this copy.
    Reused(SessionId),
    /// It was never used and is too old now.
    Expired,
    /// There is no such token.
    Unknown,
}

/// Opens a session.
pub(in crate::accounts) async fn open(
    db: &impl ConnectionTrait,
    user: UserId,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<SessionId, DbErr> {
    let row = login_session::ActiveModel {
        user_id: Set(user.0),
        created_at: Set(now),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
        id: NotSet,
    };
    Ok(SessionId(row.insert(db).await?.id))
}

/// A session, unless its user is in the trash. Read at every request of somebody known, so it is one constant statement
/// for what is needed.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<LoginSession>, DbErr> {
    let sql = "SELECT users.id, users.active, users.admin, login_sessions.expires_at, login_sessions.revoked_at \
               FROM login_sessions JOIN users ON users.id = login_sessions.user_id \
               WHERE login_sessions.id = $1 AND users.deleted_at IS NULL";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.0.into()]);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok(None) };
    Ok(Some(LoginSession {
        user: UserId(row.try_get_by_index(0)?),
        active: row.try_get_by_index(1)?,
        admin: row.try_get_by_index(2)?,
        expires_at: row.try_get_by_index(3)?,
        revoked_at: row.try_get_by_index(4)?,
    }))
}

/// Adds a refresh token to a session, which lives as long as its youngest token.
pub(in crate::accounts) async fn add_token(
    db: &impl ConnectionTrait,
    session: SessionId,
    digest: String,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let row = refresh_token::ActiveModel {
        session_id: Set(session.0),
        digest: Set(digest),
        created_at: Set(now),
        expires_at: Set(expires_at),
        used_at: Set(None),
        id: NotSet,
    };
    refresh_token::Entity::insert(row).exec_without_returning(db).await?;
    login_session::Entity::update_many()
        .col_expr(login_session::Column::ExpiresAt, Expr::value(expires_at))
        .filter(login_session::Column::Id.eq(session.0))
        .exec(db)
        .await?;
    Ok(())
}

/// Uses a refresh token up. Of several at the same time one is accepted.
pub(in crate::accounts) async fn use_token(
    db: &impl ConnectionTrait,
    digest: &str,
    now: DateTime<Utc>,
) -> Result<TokenUse, DbErr> {
    let used = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::UsedAt, Expr::value(now))
        .filter(refresh_token::Column::Digest.eq(digest))
        .filter(refresh_token::Column::UsedAt.is_null())
        .filter(refresh_token::Column::ExpiresAt.gt(now));
    if let Some(row) = used.exec_with_returning(db).await?.pop() {
        return Ok(TokenUse::Accepted(SessionId(row.session_id)));
    }
    let row = refresh_token::Entity::find().filter(refresh_token::Column::Digest.eq(digest)).one(db).await?;
    Ok(match row {
        None => TokenUse::Unknown,
        Some(row) if row.used_at.is_some() => TokenUse::Reused(SessionId(row.session_id)),
        Some(_) => TokenUse::Expired,
    })
}

/// Ends a session.
pub(in crate::accounts) async fn revoke(
    db: &impl ConnectionTrait,
    id: SessionId,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    live(now).filter(login_session::Column::Id.eq(id.0)).exec(db).await?;
    Ok(())
}

/// Ends all sessions of a user, except one.
pub(in crate::accounts) async fn revoke_all(
    db: &impl ConnectionTrait,
    user: UserId,
    except: Option<SessionId>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let mut update = live(now).filter(login_session::Column::UserId.eq(user.0));
    if let Some(except) = except {
        update = update.filter(login_session::Column::Id.ne(except.0));
    }
    update.exec(db).await?;
    Ok(())
}

/// Removes the refresh tokens of a user. Done before the user itself is removed, so that rows are locked in the
/// order in which an exchange of tokens locks them, and neither waits for the other.
pub(in crate::accounts) async fn remove_tokens(db: &impl ConnectionTrait, user: UserId) -> Result<(), DbErr> {
    let sessions = login_session::Entity::find()
        .select_only()
        .column(login_session::Column::Id)
        .filter(login_session::Column::UserId.eq(user.0))
        .into_query();
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::SessionId.in_subquery(sessions))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes sessions that ended by themselves before `moment`, and their tokens with them.
pub(in crate::accounts) async fn purge(
    db: &impl ConnectionTrait,
    moment: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let delete = login_session::Entity::delete_many().filter(login_session::Column::ExpiresAt.lt(moment));
    Ok(delete.exec(db).await?.rows_affected)
}

fn live(now: DateTime<Utc>) -> sea_orm::UpdateMany<login_session::Entity> {
    login_session::Entity::update_many()
        .col_expr(login_session::Column::RevokedAt, Expr::value(now))
        .filter(login_session::Column::RevokedAt.is_null())
}
