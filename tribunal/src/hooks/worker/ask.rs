//! One question and its answer.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{connection::Lost, error::last_words, handler::Handler};

/// How long the process may take to be seen dead after its connection has closed.
const DEATH: Duration = Duration::from_secs(1);
/// How long a handler that lives may take to listen again.
const AGAIN: Duration = Duration::from_secs(5);

/// A reply, and what our own handler adds to the protocol.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) data: Value,
    /// Hooks in Node.js: what one has thrown.
    pub(super) error: Option<String>,
    /// Hooks in Node.js: what they have logged.
    pub(super) log: Vec<String>,
    /// Hooks in Node.js: what they bind to.
    pub(super) names: Value,
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Silence {
    /// None came in time.
    TimedOut,
    /// The handler lives, but has closed the connection: what it says of it.
    Closed(String),
    /// The handler is gone, or talks nonsense: nothing can be asked any more.
    Gone(String),
}

impl Handler {
    /// Sends an event and waits for its reply. Replies to earlier events that came too late are left out.
    pub(super) async fn ask(&mut self, event: &str, data: &Value, limit: Duration) -> Result<Reply, Silence> {
        if self.connection.as_ref().is_none_or(|connection| !connection.is_whole()) {
            self.connect(AGAIN).await.map_err(|error| Silence::Gone(error.to_string()))?;
        }
        let uuid = Uuid::new_v4().to_string();
        let message = json!({ "event": event, "uuid": uuid, "data": data });
        let lost = match tokio::time::timeout(limit, self.exchange(&message, &uuid)).await {
            Ok(Ok(reply)) => return Ok(reply),
            Ok(Err(lost)) => lost,
            Err(_) => return Err(self.silence(event).await.unwrap_or(Silence::TimedOut)),
        };
        self.connection = None;
        Err(match lost {
            Lost::Garbage(line) => Silence::Gone(format!(
                "the hook handler `{}` answered {event} with what is no JSON message: {line}{}",
                self.command,
                last_words(&self.program.said())
            )),
            Lost::Closed => match self.died(event, DEATH).await {
                Some(gone) => gone,
                None => Silence::Closed(format!(
                    "the hook handler `{}` closed the connection during {event}, as it does when a hook fails{}",
                    self.command,
                    last_words(&self.program.said())
                )),
            },
        })
    }

    /// `None` while the handler lives.
    async fn silence(&self, event: &str) -> Option<Silence> {
        self.died(event, Duration::ZERO).await
    }

    async fn died(&self, event: &str, limit: Duration) -> Option<Silence> {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            if let Some(ending) = self.program.ended() {
                let said = last_words(&self.program.said());
                return Some(Silence::Gone(format!(
                    "the hook handler `{}` {ending} during {event}{said}",
                    self.command
                )));
            }
            if tokio::time::Instant::now() >= deadline {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn exchange(&mut self, message: &Value, uuid: &str) -> Result<Reply, Lost> {
        let Some(connection) = &mut self.connection else { return Err(Lost::Closed) };
        connection.send(message).await?;
        loop {
            let mut reply = connection.receive().await?;
            if reply.get("uuid").and_then(Value::as_str) == Some(uuid) {
                let mut take = |key: &str| reply.get_mut(key).map(Value::take).unwrap_or_default();
                let log = match take("log") {
                    Value::Array(lines) => {
                        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
                    }
                    _ => Vec::new(),
                };
                let error = take("error").as_str().map(str::to_owned);
                return Ok(Reply { data: take("data"), error, log, names: take("names") });
            }
        }
    }
}
