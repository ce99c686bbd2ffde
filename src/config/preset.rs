//! What each profile changes. Everything here can be overridden by a variable or a flag.

/// A set of defaults for one kind of deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// A checkout on one's own machine.
    Development,
    /// Automatic tests: cheap passwords, database and files in memory.
    Testing,
    /// As production, for a trial.
    Staging,
    /// The real thing: refuses a default secret.
    Production,
}

impl Profile {
    /// Whether strangers can reach it, so that defaults must be safe.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Staging | Self::Production)
    }

    /// Its name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Testing => "testing",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }

    /// The arguments whose default this profile changes, by clap id.
    pub(super) fn defaults(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Development => &[],
            Self::Testing => &[
                ("database_url", "sqlite::memory:"),
                ("storage_url", "memory:"),
                ("upload_limit", "262144"),
                ("argon2_memory", "8"),
                ("argon2_passes", "1"),
                ("banner_allow_private", "true"),
                ("export_delay", "0s"),
                ("job_backoff", "0s"),
                ("listen", "127.0.0.1:0"),
                ("log", "warn"),
                ("stream_lifetime", "0s"),
            ],
            Self::Staging | Self::Production => &[
                ("cookie_secure", "true"),
                ("cors_origins", ""),
                ("log_format", "json"),
                ("password_min", "8"),
                ("rate_limit", "600"),
            ],
        }
    }
}
