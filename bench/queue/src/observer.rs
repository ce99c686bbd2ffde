//! Who looks at the table of messages and writes down when each became visible.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use sqlx::{Connection as _, PgConnection};

use crate::contender::PATIENCE;

/// How often the table is looked at. No latency is known better than this.
const EVERY: Duration = Duration::from_millis(2);

/// How long a number may be missing before nobody waits for it any more: a transaction that was rolled back.
const GAP: Duration = Duration::from_secs(2);

/// Looks until so many messages are there, and gives the moment each was first seen, by its number in the text.
pub(crate) async fn watch(mut db: PgConnection, after: i64, count: usize) -> Result<HashMap<usize, Instant>> {
    let mut seen: HashMap<usize, Instant> = HashMap::new();
    // Numbers are given before the commit, so that a lower one may come later: only what has no gap before it is
    // not asked for again.
    let mut ids: HashMap<i64, Instant> = HashMap::new();
    let mut complete = after;
    let mut last = Instant::now();
    while seen.len() < count {
        let rows: Vec<(i64, String)> = sqlx::query_as("SELECT id, content FROM messages WHERE id > $1")
            .bind(complete)
            .fetch_all(&mut db)
            .await?;
        let now = Instant::now();
        for (id, content) in rows {
            if ids.insert(id, now).is_none() {
                let number = number(&content)?;
                ensure!(seen.insert(number, now).is_none(), "message {number} was delivered twice");
                last = now;
            }
        }
        while ids.contains_key(&(complete + 1)) {
            complete += 1;
        }
        if let Some(next) = ids.keys().filter(|id| **id > complete).min()
            && ids[next].elapsed() > GAP
        {
            complete = *next;
        }
        ensure!(last.elapsed() < PATIENCE, "{} of {count} messages were delivered", seen.len());
        tokio::time::sleep(EVERY).await;
    }
    Ok(seen)
}

/// The highest number so far.
pub(crate) async fn connect(database_url: &str) -> Result<(PgConnection, i64)> {
    let mut db = PgConnection::connect(database_url).await?;
    let newest = sqlx::query_scalar("SELECT coalesce(max(id), 0) FROM messages").fetch_one(&mut db).await?;
    Ok((db, newest))
}

fn number(content: &str) -> Result<usize> {
    let digits = content.chars().filter(char::is_ascii_digit).collect::<String>();
    Ok(digits.parse()?)
}
