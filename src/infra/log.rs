//! Starts the log: text for people, JSON for machines, always on standard error. Panics are lines of the log too.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Starts the log of this process; later calls change nothing.
///
/// # Errors
///
/// When the filter cannot be read; the text names the wrong directive.
pub fn start(config: &LogConfig) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.log).map_err(|error| error.to_string())?;
    let colour = std::io::stderr().is_terminal();
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colour);
    let started = match config.log_format {
        LogFormat::Text => log.with_target(false).try_init(),
        LogFormat::Json => log.json().flatten_event(true).try_init(),
    };
    // A second start in one process (several instances in a test) keeps the first one's log.
    if started.is_ok() {
        std::panic::set_hook(Box::new(|panic| {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            tracing::error!(place, panic = panic.payload_as_str().unwrap_or("no text"), "a panic");
        }));
    }
    Ok(())
}

/// An error with everything that caused it, in one line. For the log and for whoever starts the program, never for a
/// caller.
pub fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = text + ": " + &error.to_string();
        source = error.source();
    }
    text
}
