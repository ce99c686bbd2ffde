//! How hook handlers are started and spoken to.

use std::{path::PathBuf, sync::Arc, time::Duration};

use super::Language;

/// How hook handlers are started and spoken to. The defaults are Dredd's, but for the time to connect.
#[derive(Clone)]
pub struct WorkerOptions {
    /// Whose handler.
    pub language: Language,
    /// Absolute, in the order they are loaded.
    pub files: Vec<PathBuf>,
    /// Modules that the Node.js handler loads first (`--require`).
    pub require: Vec<String>,
    /// Where the handler listens.
    pub host: String,
    /// `None`: 61321, or where that is taken and the handler can be told, a free one. Of several, the first has it.
    pub port: Option<u16>,
    /// How long a handler may take to listen.
    pub connect: Duration,
    /// How long a reply may take.
    pub reply: Duration,
    /// Whether what handlers print is repeated on standard error.
    pub aloud: bool,
    /// Takes what hooks log (`hooks.log`).
    pub log: Arc<dyn Fn(&str) + Send + Sync>,
    /// Takes all that a handler said when it failed; its errors have only the last line of that.
    pub details: Arc<dyn Fn(&str) + Send + Sync>,
}

/// What the handler of one slot is told of it.
#[derive(Clone, Default)]
pub struct HandlerSlot {
    /// Where the slot's server is.
    pub base_url: String,
    /// Variables of the handler's environment besides our own.
    pub variables: Vec<(String, String)>,
    /// What hooks in Node.js see as `hooks.configuration`.
    pub configuration: serde_json::Value,
    /// What each line begins with that is repeated on standard error.
    pub label: String,
}

/// Variables and configuration may hold secrets.
impl std::fmt::Debug for HandlerSlot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandlerSlot").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl WorkerOptions {
    /// The port that handlers listen on unless they are told otherwise.
    pub const PORT: u16 = 61_321;

    /// The usual options for files of a language.
    pub fn new(language: Language, files: Vec<PathBuf>) -> Self {
        Self {
            language,
            files,
            require: Vec::new(),
            host: "127.0.0.1".to_owned(),
            port: None,
            connect: Duration::from_secs(30),
            reply: Duration::from_secs(5),
            aloud: false,
            log: Arc::new(|_| ()),
            details: Arc::new(|_| ()),
        }
    }
}

impl WorkerOptions {
    pub(super) fn wanted_port(&self) -> u16 {
        self.port.unwrap_or(Self::PORT)
    }
}

impl std::fmt::Debug for WorkerOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WorkerOptions")
            .field("language", &self.language)
            .field("files", &self.files)
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
