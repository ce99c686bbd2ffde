//! Measures, in one run and on one PostgreSQL, the same work done by Plenary and by Celery with Redis.
//!
//! `bench/queue/run` prepares the machine and calls it.

mod arguments;
mod contender;
mod figures;
mod herd;
mod jobs;
mod messages;
mod observer;

use std::io::Write as _;

use anyhow::Result;
use clap::Parser as _;

use crate::arguments::{Arguments, Command, Measure};
use crate::contender::{Contender, Deployment};
use crate::figures::Figures;

#[tokio::main]
async fn main() -> Result<()> {
    match Arguments::parse().command {
        Command::Measure(measure) => run(&measure).await,
        Command::Worker { database_url } => jobs::work(&database_url).await,
    }
}

/// Everybody has a turn in every round, so that what the machine does meanwhile falls on all.
async fn run(measure: &Measure) -> Result<()> {
    let mut figures = Figures::default();
    for contender in Contender::ALL {
        Deployment::prepare(measure, contender).await?;
    }
    for round in 1..=measure.rounds {
        for contender in Contender::ALL {
            let deployment = Deployment::of(measure, contender).await?;
            let jobs = jobs::measure(&deployment).await?;
            let messages = messages::measure(&deployment).await?;
            writeln!(
                std::io::stderr(),
                "round {round} of {}, {}: {jobs:.0?} {messages:.1?}",
                measure.rounds,
                contender.name()
            )?;
            figures.add(contender, &jobs);
            figures.add(contender, &messages);
        }
    }
    write!(std::io::stdout(), "{}", figures.table())?;
    Ok(())
}
