//! What becomes of changes of events.

use std::time::Duration;

use super::value::duration;

/// Events and their calendars.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Events")]
pub struct EventConfig {
    /// How long a calendar waits for further changes before it is made anew, so that many come to one
    #[arg(long, env = "PLENARY_EXPORT_DELAY", value_name = "DURATION", value_parser = duration,
        default_value = "2s")]
    pub export_delay: Duration,
}
