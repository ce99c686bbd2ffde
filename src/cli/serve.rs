//! `plenary serve`.

use std::io::Write;

use poem::listener::TcpAcceptor;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::outcome::Failure;
use crate::app::App;
use crate::config::Config;
use crate::infra::Infra;

/// Listens, migrates, serves until told to stop.
pub(super) async fn serve(config: Config) -> Result<(), Failure> {
    let listen = config.server.listen;
    let cannot = |error: std::io::Error| Failure::Usage(format!("cannot listen on {listen}: {error}"));
    // The port first: a second start must not touch the data of the first.
    let listener = TcpListener::bind(listen).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    let (profile, database) = (config.profile, config.database.database_url.to_string());
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;

    let mut stop = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut out = std::io::stdout();
    writeln!(out, "Plenary {} ({}), data in {database}", env!("CARGO_PKG_VERSION"), profile.name())?;
    writeln!(out, "API   http://{address}")?;
    writeln!(out, "Docs  http://{address}/docs")?;
    out.flush()?;

    let shutdown = async {
        tokio::select! {
            _ = stop.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    app.serve(TcpAcceptor::from_tokio(listener)?, shutdown).await;
    app.close().await.map_err(Failure::broken)
}
