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
    HandlerSlot, Language, WorkerError, WorkerOptions,
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
    /// Starts the one of a slot on a port and connects to it.
    pub(super) async fn start(
        options: &WorkerOptions,
        slot: &HandlerSlot,
        port: u16,
    ) -> Result<Self, WorkerError> {
        let shim = match options.language {
            Language::Nodejs => Some(Shim::unpack()?),
            _ => None,
        };
        let (mut spec, command) = spec(options, shim.as_ref(), port)?;
        spec.variables.clone_from(&slot.variables);
        if shim.is_some() {
            spec.variables.push((nodejs::CONFIGURATION.to_owned(), slot.configuration.to_string()));
        }
        spec.aloud = options.aloud;
        spec.label.clone_from(&slot.label);
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

/// A port for each of so many handlers. Nobody may listen there yet: a handler of an earlier run would answer with the
/// hooks of then.
pub(super) fn choose_ports(options: &WorkerOptions, count: usize) -> Result<Vec<u16>, WorkerError> {
    // All are held until all are chosen, so that none is chosen twice.
    let held: Result<Vec<TcpListener>, WorkerError> = (0..count).map(|n| choose_port(options, n)).collect();
    let ports = held?.into_iter().map(|listener| listener.local_addr().map(|address| address.port()));
    ports.collect::<Result<_, _>>().map_err(|_| taken(options))
}

fn choose_port(options: &WorkerOptions, n: usize) -> Result<TcpListener, WorkerError> {
    let free = |port: u16| TcpListener::bind((options.host.as_str(), port));
    let wanted = options.wanted_port();
    if n == 0
        && let Ok(listener) = free(wanted)
    {
        return Ok(listener);
    }
    let told = options.language.takes_port() && (n > 0 || options.port.is_none());
    let port = if told { free(0) } else { free(wanted) };
    port.map_err(|_| taken(options))
}

fn taken(options: &WorkerOptions) -> WorkerError {
    WorkerError::Taken { address: format!("{}:{}", options.host, options.wanted_port()) }
}
