//! Tribunal's reset: between two examples of one slot, and in the background of several.

use std::time::Instant;

use anyhow::{Context as _, Result};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::sync::mpsc;
use tribunal::isolation::{Databases, Reset as _, SlotDatabase};

use crate::{
    figures::Figures,
    shop::{self, Server},
};

/// Reset, then the next example, on one slot.
pub(crate) async fn inline(engine: &str, databases: &Databases, rounds: usize) -> Result<Figures> {
    let (mut slot, mut server) = slot(databases, 0).await?;
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for _ in 0..rounds {
        server.example().await?;
        let started = Instant::now();
        slot.restore().await?;
        times.push(started.elapsed());
    }
    let whole = whole.elapsed();
    slot.verify().await?;
    Ok(Figures::new(format!("{engine}: snapshot, inline"), &times, whole))
}

/// A database in place, as a server elsewhere has it: taking the snapshot and giving it up again.
pub(crate) async fn starts(url: &str, rounds: usize) -> Result<Figures> {
    shop::seed_postgres(url).await?;
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for _ in 0..rounds {
        let started = Instant::now();
        let slot = SlotDatabase::in_place(url).await?;
        times.push(started.elapsed());
        slot.close().await?;
    }
    Ok(Figures::new("PostgreSQL, in place: taking the snapshot", &times, whole.elapsed()))
}

/// Reset in place, between examples that may each begin with a script, as a hook runs it; its time does not count.
pub(crate) async fn in_place(name: &str, url: &str, hook: &str, rounds: usize) -> Result<Figures> {
    shop::seed_postgres(url).await?;
    let mut slot = SlotDatabase::in_place(url).await?;
    let mut hooks = PgConnection::connect(url).await?;
    let mut server = Server::connect(url).await?;
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for _ in 0..rounds {
        sqlx::raw_sql(AssertSqlSafe(hook)).execute(&mut hooks).await?;
        server.example().await?;
        let started = Instant::now();
        slot.restore().await?;
        times.push(started.elapsed());
    }
    let whole = whole.elapsed();
    slot.verify().await?;
    slot.close().await?;
    Ok(Figures::new(format!("PostgreSQL, in place: {name}"), &times, whole))
}

/// What the next example waits for a fresh database while used ones are restored beside it.
pub(crate) async fn in_background(
    engine: &str,
    databases: &Databases,
    slots: usize,
    rounds: usize,
) -> Result<Figures> {
    let (free, mut fresh) = mpsc::channel(slots);
    for n in 0..slots {
        free.send(slot(databases, n).await?).await?;
    }
    let (mut times, whole) = (Vec::with_capacity(rounds), Instant::now());
    for _ in 0..rounds {
        let started = Instant::now();
        let (mut slot, mut server) = fresh.recv().await.context("a slot could not be restored")?;
        times.push(started.elapsed());
        server.example().await?;
        let free = free.clone();
        tokio::spawn(async move {
            // Where this fails the slot is missing, and the next to wait for it says so.
            if slot.restore().await.is_ok() {
                free.send((slot, server)).await.ok();
            }
        });
    }
    let whole = whole.elapsed();
    drop(free);
    let mut proved = 0;
    while let Some((mut slot, _)) = fresh.recv().await {
        slot.verify().await?;
        proved += 1;
    }
    anyhow::ensure!(proved == slots, "{proved} of {slots} slots came back");
    Ok(Figures::new(format!("{engine}: snapshot, in the background of {slots} slots"), &times, whole))
}

async fn slot(databases: &Databases, n: usize) -> Result<(SlotDatabase, Server)> {
    let slot = databases.slot(n).await?;
    let server = Server::connect(slot.url()).await?;
    Ok((slot, server))
}
