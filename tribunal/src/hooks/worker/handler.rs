//! One running handler: its process and the connection to it.

use std::{
    ffi::OsString,
    fmt,
    net::TcpListener,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Language, WorkerError, WorkerOptions,
    connection::Connection,
    language::PORT,
    nodejs::{self, Shim},
};
use crate::process::{Program, ProgramSpec};

/// How often it is looked whether a handler listens.
const LOOK: Duration = Duration::from_millis(5);

/// A handler.
pub(super) struct Handler {
    pub(super) program: Program,
    /// For people.
    pub(super) command: String,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) connection: Option<Connection>,
    /// Whether it was told to have gone.
    pub(super) gone: bool,
    pub(super) details: Arc<dyn Fn(&str) + Send + Sync>,
    _shim: Option<Shim>,
}

impl Handler {
    /// Starts one and connects to it. The n-th of several has a port of its own.
    pub(super) async fn start(options: &WorkerOptions, n: usize) -> Result<Self, WorkerError> {
        let port = choose_port(options, n)?;
        let shim = match options.language {
            Language::Nodejs => Some(Shim::unpack()?),
            _ => None,
        };
        let (mut spec, command) = spec(options, shim.as_ref(), port)?;
        spec.variables.clone_from(&options.variables);
        if shim.is_some() {
            spec.variables.push((nodejs::CONFIGURATION.to_owned(), options.configuration.to_string()));
        }
        spec.aloud = options.aloud;
        let program = Program::start(&spec)
            .map_err(|error| WorkerError::Start { command: command.clone(), cause: error.to_string() })?;
        let mut handler = Self {
            program,
            command,
            host: options.host.clone(),
            port,
            connection: None,
            gone: false,
            details: options.details.clone(),
            _shim: shim,
        };
        handler.connect(options.connect).await?;
        Ok(handler)
    }

    /// Connects as soon as somebody listens.
    pub(super) async fn connect(&mut self, limit: Duration) -> Result<(), WorkerError> {
        self.connection = None;
        let deadline = Instant::now() + limit;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if let Ok(connection) = Connection::open(&self.host, self.port, left).await {
                self.connection = Some(connection);
                return Ok(());
            }
            let (command, address) = (self.command.clone(), self.address());
            if let Some(ending) = self.program.ended() {
                let (ending, said) = (ending.to_string(), self.program.said());
                return Err(WorkerError::Ended { command, ending, address, said });
            }
            if Instant::now() >= deadline {
                return Err(WorkerError::Silent { command, address, limit, said: self.program.said() });
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    fn address(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handler")
            .field("command", &self.command)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// The program with its arguments, and how people write it.
fn spec(
    options: &WorkerOptions,
    shim: Option<&Shim>,
    port: u16,
) -> Result<(ProgramSpec, String), WorkerError> {
    let files = options.files.iter().map(OsString::from);
    let address = || {
        let told = port != WorkerOptions::PORT || options.host != "127.0.0.1";
        let words = ["--host", &options.host, "--port", &port.to_string()].map(OsString::from);
        words.into_iter().filter(move |_| told)
    };
    let words: Vec<OsString> = match &options.language {
        Language::Command(line) => {
            let line = line.replace(PORT, &port.to_string());
            return Ok((ProgramSpec::shell(&line, files), line));
        }
        Language::Known(known) if options.language.takes_port() => {
            [known.program()?].into_iter().chain(address()).chain(files).collect()
        }
        Language::Known(known) => [known.program()?].into_iter().chain(files).collect(),
        Language::Nodejs => {
            let require = options.require.iter().flat_map(|module| ["--require", module]).map(OsString::from);
            let shim = shim.map(Shim::path).into_iter();
            ["node".into()].into_iter().chain(shim).chain(address()).chain(require).chain(files).collect()
        }
    };
    let name = words.first().and_then(|program| Path::new(program).file_name());
    let shown = name.unwrap_or_default().to_string_lossy().into_owned();
    Ok((ProgramSpec { words, ..ProgramSpec::default() }, shown))
}

/// Nobody may listen there yet: a handler of an earlier run would answer with the hooks of then.
fn choose_port(options: &WorkerOptions, n: usize) -> Result<u16, WorkerError> {
    let free = |port: u16| {
        let listener = TcpListener::bind((options.host.as_str(), port));
        listener.and_then(|listener| listener.local_addr()).map(|address| address.port())
    };
    let wanted = options.port.unwrap_or(WorkerOptions::PORT);
    if n == 0 && free(wanted).is_ok() {
        return Ok(wanted);
    }
    let told = options.language.takes_port() && (n > 0 || options.port.is_none());
    let port = if told { free(0) } else { free(wanted) };
    port.map_err(|_| WorkerError::Taken { address: format!("{}:{wanted}", options.host) })
}
