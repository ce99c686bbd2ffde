//! The resets that test suites use today, on the same server.

use std::time::Instant;

use anyhow::Result;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::{
    figures::Figures,
    shop::{self, Server},
};

/// Drop the schema, create it, fill it: what Dredd's users do, without the process they start for it.
pub(crate) async fn drop_and_recreate(url: &str, rounds: usize) -> Result<Figures> {
    rerun("drop schema, create, reseed", url, &shop::recreate(), rounds).await
}

/// Empty every table, fill it.
pub(crate) async fn truncate_and_reseed(url: &str, rounds: usize) -> Result<Figures> {
    let sql = shop::truncate() + &shop::fill();
    rerun("TRUNCATE, reseed", url, &sql, rounds).await
}

async fn rerun(name: &str, url: &str, sql: &str, rounds: usize) -> Result<Figures> {
    shop::seed_postgres(url).await?;
    let mut reset = PgConnection::connect(url).await?;
    let mut server = Server::connect(url).await?;
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for _ in 0..rounds {
        server.example().await?;
        let started = Instant::now();
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut reset).await?;
        times.push(started.elapsed());
    }
    Ok(Figures::new(name, &times, whole.elapsed()))
}

/// A new database for each example. It pays for the copy, the connection to it, and for dropping the one before last,
/// whose sessions have ended in the meantime, so that PostgreSQL need not wait for them.
pub(crate) async fn database_from_template(url: &str, rounds: usize) -> Result<Figures> {
    shop::seed_postgres(url).await?;
    let (server_url, template) = url.rsplit_once('/').unwrap_or((url, ""));
    let mut admin = PgConnection::connect(&format!("{server_url}/postgres")).await?;
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for round in 0..rounds {
        let started = Instant::now();
        if let Some(old) = round.checked_sub(2) {
            let sql = format!("DROP DATABASE peer_{old}");
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await?;
        }
        let sql = format!("CREATE DATABASE peer_{round} TEMPLATE {template}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut admin).await?;
        let mut server = Server::connect(&format!("{server_url}/peer_{round}")).await?;
        times.push(started.elapsed());
        server.example().await?;
        server.close().await?;
    }
    Ok(Figures::new("CREATE DATABASE TEMPLATE, connect", &times, whole.elapsed()))
}
