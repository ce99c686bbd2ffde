//! Measures, in one run and on one private cluster, what it costs to give each of many examples a fresh database.

mod figures;
mod peers;
mod shop;
mod slots;

use std::io::Write as _;

use anyhow::Result;
use tribunal::isolation::{DatabaseChoice, Databases};

use crate::figures::Figures;

/// Resets of each cheap kind; the first tenth of each is not counted.
const ROUNDS: usize = 1_000;

/// Resets of each kind that takes tens of milliseconds.
const SLOW_ROUNDS: usize = 60;

/// Slots of a run that restores in the background.
const SLOTS: usize = 4;

#[tokio::main]
async fn main() -> Result<()> {
    let cluster = Databases::open(&DatabaseChoice::Local).await?;
    let sqlite = Databases::open(&DatabaseChoice::Sqlite).await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}, {}", cluster.describe(), sqlite.describe())?;
    writeln!(out, "{}\n", shop::DESCRIPTION)?;
    writeln!(out, "{}", Figures::HEAD)?;

    let url = cluster.baseline_url();
    let slowest = peers::drop_and_recreate(&url, SLOW_ROUNDS).await?;
    let base = slowest.median();
    writeln!(out, "{}", slowest.row(base))?;
    writeln!(out, "{}", peers::truncate_and_reseed(&url, SLOW_ROUNDS * 2).await?.row(base))?;
    writeln!(out, "{}", peers::database_from_template(&url, SLOW_ROUNDS).await?.row(base))?;

    writeln!(out, "{}", slots::starts(&url, SLOW_ROUNDS).await?.row(base))?;
    writeln!(out, "{}", slots::in_place("reset", &url, "", ROUNDS).await?.row(base))?;
    let after_hook = "reset after a hook that drops and creates";
    writeln!(out, "{}", slots::in_place(after_hook, &url, &shop::recreate(), SLOW_ROUNDS).await?.row(base))?;

    shop::seed_postgres(&url).await?;
    shop::seed_sqlite(&sqlite.baseline_url()).await?;
    for (engine, databases) in [("PostgreSQL", &cluster), ("SQLite", &sqlite)] {
        for figures in [
            slots::inline(engine, databases, ROUNDS).await?,
            slots::in_background(engine, databases, SLOTS, ROUNDS).await?,
        ] {
            writeln!(out, "{}", figures.row(base))?;
        }
    }
    cluster.close().await?;
    sqlite.close().await?;
    Ok(())
}
