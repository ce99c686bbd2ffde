//! Measures, with real processes, how long an administrator waits for a broadcast, how long the chats do, and how much
//! memory the worker takes, for ever more chats on both databases.

mod deployment;
mod rest;

use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Parser as _;
use plenary_contract::banners::Banners;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tribunal::isolation::{DatabaseChoice, Databases};

use crate::deployment::Deployment;

/// One banner to many chats
#[derive(clap::Parser)]
struct Arguments {
    /// The program `plenary`
    #[arg(long, default_value = "target/release/plenary")]
    plenary: PathBuf,
    /// How many chats there are, one measurement each
    #[arg(long, value_delimiter = ',', default_value = "1000,10000,100000")]
    chats: Vec<u32>,
    /// Broadcasts of each measurement; the table shows medians
    #[arg(long, default_value = "3", value_parser = clap::value_parser!(u32).range(1..=25))]
    broadcasts: u32,
}

/// What one broadcast cost.
struct Sent {
    /// From the request to the answer.
    answered: Duration,
    /// From the answer until it stood in every chat.
    delivered: Duration,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let plenary = arguments.plenary.canonicalize()?;
    let banners = match Banners::start().await {
        Ok(banners) => banners,
        Err(error) => bail!("no banners: {error}"),
    };
    let cluster = Databases::open(&DatabaseChoice::Local).await?;
    let mut out = std::io::stdout();
    writeln!(out, "{}, and SQLite on a file", cluster.describe())?;
    writeln!(
        out,
        "| database | chats | answer ms | delivered ms | per chat us | worker idle MiB | worker peak MiB |"
    )?;
    writeln!(out, "|--|--:|--:|--:|--:|--:|--:|")?;
    for engine in ["PostgreSQL", "SQLite"] {
        for chats in &arguments.chats {
            let folder = tempfile::tempdir()?;
            let url = if engine == "SQLite" {
                format!("sqlite://{}/plenary.db", folder.path().display())
            } else {
                fresh(&cluster.baseline_url(), &format!("broadcast_{chats}")).await?
            };
            let mut deployment = Deployment::new(&plenary, folder.path(), &url, &banners, *chats)?;
            rest::settle(&url).await?;
            deployment.start().await?;
            deployment.forget_peak()?;
            let idle = deployment.worker_peak()?;
            let mut all = Vec::new();
            for _ in 0..arguments.broadcasts {
                all.push(deployment.broadcast(*chats).await?);
            }
            let (answered, delivered) =
                (median(&all, |sent| sent.answered), median(&all, |sent| sent.delivered));
            writeln!(
                out,
                "| {engine} | {chats} | {:.1} | {:.0} | {:.1} | {:.1} | {:.1} |",
                answered.as_secs_f64() * 1e3,
                delivered.as_secs_f64() * 1e3,
                delivered.as_secs_f64() * 1e6 / f64::from(*chats),
                idle,
                deployment.worker_peak()?,
            )?;
        }
    }
    cluster.close().await?;
    Ok(())
}

fn median(all: &[Sent], of: impl Fn(&Sent) -> Duration) -> Duration {
    let mut times: Vec<Duration> = all.iter().map(of).collect();
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// An empty database on the server of another one.
async fn fresh(server: &str, name: &str) -> Result<String> {
    let mut db = PgConnection::connect(server).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE {name}"))).execute(&mut db).await?;
    db.close().await?;
    let (start, _) = server.rsplit_once('/').unwrap_or((server, ""));
    Ok(format!("{start}/{name}"))
}
