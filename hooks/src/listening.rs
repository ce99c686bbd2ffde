//! A server of this process on a port of its own, until it is told to stop.

use plenary::app::App;
use poem::listener::{Acceptor, Listener, TcpListener};
use tokio::{sync::oneshot, task::JoinHandle};
use tribunal::run::ServerError;

/// A task that serves an [`App`].
pub struct Listening {
    base_url: String,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Listening {
    /// Listens on a free port of the loopback address.
    ///
    /// # Errors
    /// When the operating system gives no port, or the document cannot be served.
    pub async fn start(app: &App) -> Result<Self, ServerError> {
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
        let address = acceptor.local_addr().into_iter().next().ok_or("no address")?;
        let address = address.as_socket_addr().ok_or("no socket address")?.to_string();
        let (stop, stopped) = oneshot::channel();
        let endpoint = app.endpoint()?;
        let app = app.clone();
        let task = tokio::spawn(async move {
            app.serve(acceptor, endpoint, async {
                // A sender that is gone means stop, too.
                let _ = stopped.await;
            })
            .await;
        });
        Ok(Self { base_url: format!("http://{address}"), stop, task })
    }

    /// Scheme, host and port.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Stops, and waits until the port is free.
    ///
    /// # Errors
    /// When the server panicked.
    pub async fn stop(self) -> Result<(), ServerError> {
        drop(self.stop);
        Ok(self.task.await?)
    }
}
