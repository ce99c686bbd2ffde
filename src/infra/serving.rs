//! The HTTP/1.1 server: accepts connections, answers requests on them, ends in order.
//!
//! poem's own server knows no limit of time for a request's head, and spins when a process has no file descriptor
//! left; so the loop is ours and only the routes are poem's. What must stay true: a client that sends nothing, or
//! next to nothing, costs a connection for the read timeout and no longer.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use poem::endpoint::BoxEndpoint;
use poem::listener::Acceptor;
use poem::{Endpoint, Response};
use tokio::task::{JoinError, JoinSet};

/// How long nothing is accepted after the operating system gave no connection: until another one has ended.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(100);

/// How long a connection may take.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the head of a request, counted from the end of the one before it.
    pub read: Duration,
    /// For what is running when the server is told to stop.
    pub grace: Duration,
}

/// Serves until `shutdown` ends, then lets running requests finish.
pub async fn serve<A: Acceptor + 'static>(
    mut acceptor: A,
    endpoint: BoxEndpoint<'static, Response>,
    patience: Patience,
    shutdown: impl Future<Output = ()>,
) {
    let endpoint = Arc::new(endpoint);
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience.read);
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            Some(ended) = connections.join_next() => report(ended),
            accepted = acceptor.accept() => match accepted {
                Ok((socket, local, remote, scheme)) => {
                    let endpoint = endpoint.clone();
                    let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| {
                        let endpoint = endpoint.clone();
                        let request = (request, local.clone(), remote.clone(), scheme.clone());
                        async move {
                            let response = endpoint.get_response(request.into()).await;
                            Ok::<hyper::Response<_>, Infallible>(response.into())
                        }
                    });
                    let connection = http.serve_connection(TokioIo::new(socket), service);
                    connections.spawn(graceful.watch(connection));
                }
                Err(error) => wait_for_descriptors(&error).await,
            },
        }
    }
    drop(acceptor);
    if tokio::time::timeout(patience.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("requests that still run are given up");
    }
}

async fn wait_for_descriptors(error: &io::Error) {
    tracing::warn!(%error, "no connection could be accepted");
    tokio::time::sleep(OUT_OF_DESCRIPTORS).await;
}

/// What clients do wrong is no event of ours; a panic behind an answer is.
fn report(ended: Result<hyper::Result<()>, JoinError>) {
    match ended {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, "a connection ended early"),
        Err(error) => tracing::error!(%error, "a connection broke"),
    }
}
