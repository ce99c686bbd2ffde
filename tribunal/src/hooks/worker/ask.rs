//! One question and its answer.

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Builder;

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
        if self.connection.as_ref().is_none_or(|connection| !connection.is_whole())
            && let Err(error) = self.connect(AGAIN).await
        {
            self.gone = true;
            return Err(Silence::Gone(error.to_string()));
        }
        let uuid = Builder::from_random_bytes(rand::random()).into_uuid().to_string();
        let message = json!({ "event": event, "uuid": uuid, "data": data });
        let mark = self.program.mark();
        let lost = match tokio::time::timeout(limit, self.exchange(&message, &uuid)).await {
            Ok(Ok(reply)) => return Ok(reply),
            Ok(Err(lost)) => lost,
            Err(_) => return Err(self.died(event, mark, Duration::ZERO).await.unwrap_or(Silence::TimedOut)),
        };
        self.connection = None;
        Err(match lost {
            Lost::Garbage(line) => {
                self.gone = true;
                Silence::Gone(
                    self.told(mark, &format!("answered {event} with what is no JSON message: {line}")),
                )
            }
            Lost::Closed => match self.died(event, mark, DEATH).await {
                Some(gone) => gone,
                None => Silence::Closed(self.told(
                    mark,
                    &format!("closed the connection during {event}, as it does when a hook fails"),
                )),
            },
        })
    }

    /// `None` while the handler lives.
    async fn died(&mut self, event: &str, mark: usize, limit: Duration) -> Option<Silence> {
        let deadline = tokio::time::Instant::now() + limit;
        loop {
            if let Some(ending) = self.program.ended() {
                self.gone = true;
                return Some(Silence::Gone(self.told(mark, &format!("{ending} during {event}"))));
            }
            if tokio::time::Instant::now() >= deadline {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// One sentence with the last thing it said; all that it said since the mark goes where details go.
    fn told(&self, mark: usize, what: &str) -> String {
        let said = self.program.said_since(mark);
        let what = format!("the hook handler `{}` {what}", self.command);
        let telling = |line: &&str| line.chars().any(char::is_alphanumeric);
        match said.lines().rev().find(telling) {
            None => what,
            Some(line) => {
                (self.details)(&format!("{what}{}", last_words(&said)));
                format!("{what}: {}", line.trim())
            }
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
