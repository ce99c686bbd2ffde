//! `plenary jobs`.

use std::io::Write;

use super::arguments::JobsAction;
use super::outcome::Failure;
use crate::app::App;
use crate::config::Config;
use crate::infra::Infra;
use crate::jobs::{JobId, Record, service};

/// How many failed jobs are shown.
const SHOWN: u64 = 50;

/// Shows how the queue stands, or lets a failed job begin anew.
pub(super) async fn jobs(config: Config, action: Option<JobsAction>) -> Result<(), Failure> {
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;
    match action {
        None => show(&app).await?,
        Some(JobsAction::Retry { id }) => {
            if !service::retry(app.context(), JobId(id)).await.map_err(Failure::broken)? {
                return Err(Failure::Usage(format!(
                    "no job {id} has failed; `plenary jobs` lists those that have"
                )));
            }
            writeln!(std::io::stdout(), "The job {id} waits for a worker.")?;
        }
    }
    app.close().await.map_err(Failure::broken)
}

async fn show(app: &App) -> Result<(), Failure> {
    let (counts, failed) = service::overview(app.context(), SHOWN).await.map_err(Failure::broken)?;
    let mut out = std::io::stdout();
    if counts.is_empty() {
        writeln!(out, "The queue is empty.")?;
    }
    for (state, count) in counts {
        writeln!(out, "{state:<10} {count}")?;
    }
    for Record { id, kind, attempts, error, .. } in failed {
        let message = error.map(|error| error.message).unwrap_or_default();
        writeln!(out, "failed     {id}  {kind}  attempts {attempts}  {message}")?;
    }
    Ok(())
}
