//! Which other origins may call from a browser.

use std::time::Duration;

use super::value::duration;

/// Cross-origin requests (Fetch standard, section "CORS protocol").
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Cross-origin requests")]
pub struct CorsConfig {
    /// Origins that may call, separated by commas; `*` is any, empty is none
    #[arg(long, env = "PLENARY_CORS_ORIGINS", value_name = "ORIGINS", value_delimiter = ',', num_args = 0..,
        default_value = "*")]
    pub cors_origins: Vec<String>,

    /// Whether those origins may send cookies; not possible with `*`
    #[arg(long, env = "PLENARY_CORS_CREDENTIALS", value_name = "BOOL", action = clap::ArgAction::Set,
        default_value = "false")]
    pub cors_credentials: bool,

    /// How long a browser may remember the answer to a preflight
    #[arg(long, env = "PLENARY_CORS_MAX_AGE", value_name = "DURATION", value_parser = duration,
        default_value = "10m")]
    pub cors_max_age: Duration,
}
