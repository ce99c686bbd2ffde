//! Servers beside the slots' own that are broken on purpose: the same program with a
//! database that is gone, and with a rate limit that is used up. No test changes their
//! state, so all slots share them for the life of the process.

use plenary::{app::App, infra::Infra};
use tokio::sync::{OnceCell, oneshot};
use tribunal::run::ServerError;

use crate::{listening::Listening, server::settings};

static TWINS: OnceCell<Twins> = OnceCell::const_new();

/// The broken servers.
pub struct Twins {
    without_database: Listening,
    used_up: Listening,
}

impl Twins {
    /// The base URL of the server whose database is gone.
    pub fn without_database(&self) -> &str {
        self.without_database.base_url()
    }

    /// The base URL of the server that takes no further request in this minute. Its clock stands
    /// still, so the minute never ends.
    pub fn used_up(&self) -> &str {
        self.used_up.base_url()
    }
}

/// The twins, started by whoever asks first. They have a thread and a runtime of their own:
/// they outlive the runtime of the test that asked.
pub(crate) async fn started() -> Result<&'static Twins, ServerError> {
    TWINS
        .get_or_try_init(|| async {
            let (sender, receiver) = oneshot::channel();
            let serve = move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                match runtime {
                    Ok(runtime) => runtime.block_on(async {
                        let twins = start().await;
                        // Nobody waits any more: then nobody needs them.
                        if sender.send(twins).is_ok() {
                            std::future::pending::<()>().await;
                        }
                    }),
                    Err(error) => drop(sender.send(Err(error.into()))),
                }
            };
            std::thread::Builder::new().name("twins".to_owned()).spawn(serve)?;
            receiver.await?
        })
        .await
}

async fn start() -> Result<Twins, ServerError> {
    Ok(Twins { without_database: without_database().await?, used_up: used_up().await? })
}

/// Its clock stands still and all tests share it, so a login limit would be used up for good.
async fn without_database() -> Result<Listening, ServerError> {
    let (infra, ..) = Infra::fixed();
    let unlimited = ["--login-limit-account", "0", "--login-limit-address", "0"];
    let app = App::open(settings("sqlite::memory:", &unlimited)?, infra).await?;
    app.database().close_by_ref().await?;
    Listening::start(&app).await
}

async fn used_up() -> Result<Listening, ServerError> {
    let (infra, ..) = Infra::fixed();
    let app = App::open(settings("sqlite::memory:", &["--rate-limit", "1"])?, infra).await?;
    let listening = Listening::start(&app).await?;
    let address = listening.base_url().trim_start_matches("http://").to_owned();
    use_up(&address).await?;
    Ok(listening)
}

/// Spends the one request of the minute.
async fn use_up(address: &str) -> Result<(), ServerError> {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let mut stream = tokio::net::TcpStream::connect(address).await?;
    stream.write_all(b"GET /ping HTTP/1.1\r\nHost: twin\r\nConnection: close\r\n\r\n").await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    Ok(())
}
