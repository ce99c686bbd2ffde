//! `plenary serve` and `plenary worker`.

use std::io::Write;

use poem::listener::TcpAcceptor;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::outcome::Failure;
use crate::app::App;
use crate::config::Config;
use crate::infra::Infra;
#[cfg(debug_assertions)]
use crate::openapi;

/// Listens, migrates, serves until told to stop, with a worker beside it if wanted.
pub(super) async fn serve(config: Config, worker: bool) -> Result<(), Failure> {
    let listen = config.server.listen;
    let cannot = |error: std::io::Error| Failure::Usage(format!("cannot listen on {listen}: {error}"));
    // The port first: a second start must not touch the data of the first.
    let listener = TcpListener::bind(listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let (profile, database) = (config.profile, config.database.database_url.to_string());
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;
    let endpoint = app.endpoint()?;

    let told = told_to_stop(&app)?;
    let background = app.background(worker);
    let mut out = std::io::stdout();
    writeln!(out, "Plenary {} ({}), data in {database}", env!("CARGO_PKG_VERSION"), profile.name())?;
    writeln!(out, "API   http://{address}")?;
    writeln!(out, "Docs  http://{address}/docs")?;
    if !worker {
        writeln!(out, "Jobs  need a `plenary worker` on the same database")?;
    }
    out.flush()?;
    #[cfg(debug_assertions)]
    tokio::task::spawn_blocking(warn_of_stale_document);
    app.serve(TcpAcceptor::from_tokio(listener)?, endpoint, told).await;
    background.join_all().await;
    app.close().await.map_err(Failure::broken)
}

/// Whoever changes an endpoint and starts the server sees why it does not answer as it is written now: requests are
/// validated by the committed document.
#[cfg(debug_assertions)]
fn warn_of_stale_document() {
    if openapi::to_json(&openapi::generated().document) != openapi::json() {
        tracing::warn!(
            "openapi/openapi.json differs from the endpoint definitions: run `make openapi` and restart"
        );
    }
}

/// Works on jobs until told to stop. Migrates first, as `serve` does, so that either may be started first.
pub(super) async fn work(config: Config) -> Result<(), Failure> {
    let (profile, database) = (config.profile, config.database.database_url.to_string());
    if config.database.database_url.is_in_memory() {
        let message = "a worker of its own needs a database that others reach: set --database-url";
        return Err(Failure::Usage(message.to_owned()));
    }
    let concurrency = config.jobs.job_concurrency;
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;
    let told = told_to_stop(&app)?;
    let background = app.background(true);
    let mut out = std::io::stdout();
    writeln!(out, "Plenary {} ({}), data in {database}", env!("CARGO_PKG_VERSION"), profile.name())?;
    writeln!(out, "Jobs  {concurrency} at once")?;
    out.flush()?;
    told.await;
    background.join_all().await;
    app.close().await.map_err(Failure::broken)
}

/// Ends with SIGINT or SIGTERM, and tells the application. The signals are caught from now on.
fn told_to_stop(app: &App) -> Result<impl Future<Output = ()> + use<>, Failure> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let app = app.clone();
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        app.stop();
    })
}
