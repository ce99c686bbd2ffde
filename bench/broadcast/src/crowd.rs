//! Many users with a chat each and three messages in it, by a few statements.

use anyhow::Result;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};

/// Fills a database that is migrated and has an administrator.
pub(crate) async fn gather(url: &str, chats: u32) -> Result<()> {
    if url.starts_with("sqlite:") {
        let mut db = SqliteConnection::connect(url).await?;
        for sql in statements(chats, "randomblob(16)") {
            db.execute(AssertSqlSafe(sql)).await?;
        }
        db.execute("ANALYZE").await?;
        Ok(db.close().await?)
    } else {
        let mut db = PgConnection::connect(url).await?;
        for sql in statements(chats, "gen_random_uuid()") {
            db.execute(AssertSqlSafe(sql)).await?;
        }
        for sql in ["VACUUM ANALYZE", "CHECKPOINT"] {
            db.execute(sql).await?;
        }
        Ok(db.close().await?)
    }
}

fn statements(chats: u32, uuid: &str) -> [String; 3] {
    let numbers = |last: u32| {
        format!(
            "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last})"
        )
    };
    [
        format!(
            "INSERT INTO users (uuid, username, email, password_hash, active, admin, created_at, updated_at) {} \
             SELECT {uuid}, 'crowd' || n, 'crowd' || n || '@example.org', '', active, active = FALSE, \
             created_at, created_at FROM numbers, users WHERE users.id = 1",
            numbers(chats)
        ),
        "INSERT INTO chats (user_id, created_at) SELECT id, created_at FROM users \
         WHERE id NOT IN (SELECT user_id FROM chats)"
            .to_owned(),
        format!(
            "INSERT INTO chat_messages (chat_id, text, created_at, updated_at) {} \
             SELECT id, 'hello ' || n, created_at, created_at FROM numbers, chats",
            numbers(3)
        ),
    ]
}
