//! Tokens and the browser's session cookie.

use std::time::Duration;

use super::value::{Secret, some_time};

/// The secret of a fresh checkout. Public, so production refuses it.
pub(super) const DEFAULT_SECRET: &str = "plenary-development-secret-do-not-use";

/// How callers prove who they are.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Authentication")]
pub struct AuthConfig {
    /// Signs the tokens (HS256); at least 32 bytes, and the same for every process
    #[arg(long, env = "PLENARY_SECRET", value_name = "SECRET", hide_env_values = true, hide_default_value = true,
        default_value = DEFAULT_SECRET)]
    pub secret: Secret,

    /// How long an access token is good for
    #[arg(long, env = "PLENARY_ACCESS_TTL", value_name = "DURATION", value_parser = some_time, default_value = "15m")]
    pub access_ttl: Duration,

    /// How long a refresh token, and with it a session, is good for
    #[arg(long, env = "PLENARY_REFRESH_TTL", value_name = "DURATION", value_parser = some_time, default_value = "30d")]
    pub refresh_ttl: Duration,

    /// Whether the session cookie is sent over HTTPS only
    #[arg(long, env = "PLENARY_COOKIE_SECURE", value_name = "BOOL", action = clap::ArgAction::Set,
        default_value = "false")]
    pub cookie_secure: bool,
}
