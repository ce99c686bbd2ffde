//! Puts flags, variables and the profile's defaults together, and validates the whole.

use clap::{Args, Command, FromArgMatches};

use super::auth::DEFAULT_SECRET;
use super::{
    AuthConfig, BannerConfig, CorsConfig, DatabaseConfig, EventConfig, JobConfig, LimitConfig, LogConfig,
    PasswordConfig, Profile, RetentionConfig, ServerConfig, StorageConfig, StreamConfig,
};

/// Every setting.
#[derive(Clone, Debug, Args)]
pub struct Config {
    /// The preset all other defaults come from
    #[arg(long, env = "PLENARY_PROFILE", value_name = "PROFILE", default_value = "development")]
    pub profile: Profile,
    /// The listener.
    #[command(flatten)]
    pub server: ServerConfig,
    /// The database.
    #[command(flatten)]
    pub database: DatabaseConfig,
    /// The storage of files.
    #[command(flatten)]
    pub storage: StorageConfig,
    /// Tokens and cookie.
    #[command(flatten)]
    pub auth: AuthConfig,
    /// Passwords.
    #[command(flatten)]
    pub passwords: PasswordConfig,
    /// Other origins.
    #[command(flatten)]
    pub cors: CorsConfig,
    /// Rate limits.
    #[command(flatten)]
    pub limits: LimitConfig,
    /// Work behind the answers.
    #[command(flatten)]
    pub jobs: JobConfig,
    /// What is kept.
    #[command(flatten)]
    pub retention: RetentionConfig,
    /// Live pushes.
    #[command(flatten)]
    pub streams: StreamConfig,
    /// Where banners come from.
    #[command(flatten)]
    pub banners: BannerConfig,
    /// Events and their calendars.
    #[command(flatten)]
    pub events: EventConfig,
    /// The log.
    #[command(flatten)]
    pub log: LogConfig,
}

/// A setting that cannot be.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ConfigError {
    /// One value is wrong; the text is one line and names the flag.
    #[error("{0}")]
    Wrong(String),
    /// The public default secret in a profile that strangers can reach.
    #[error("the {0} profile needs a secret of its own: set PLENARY_SECRET to at least 32 random bytes")]
    DefaultSecret(&'static str),
    /// A secret that can be guessed (RFC 7518, section 3.2).
    #[error("PLENARY_SECRET is too short: HS256 needs at least 32 bytes")]
    ShortSecret,
    /// `*` together with cookies, which browsers refuse.
    #[error("PLENARY_CORS_CREDENTIALS needs a list of origins in PLENARY_CORS_ORIGINS instead of *")]
    CredentialsForAnyone,
}

impl Config {
    /// The defaults of a profile alone: no flag, no variable.
    pub fn preset(profile: Profile) -> Result<Self, ConfigError> {
        Self::from_flags(profile, std::iter::empty::<String>())
    }

    /// The defaults of the testing profile.
    ///
    /// # Panics
    ///
    /// When the presets of this program contradict each other, which a test excludes.
    #[expect(clippy::expect_used, reason = "a preset is part of the program and is tested")]
    pub fn testing() -> Self {
        Self::preset(Profile::Testing).expect("the testing preset is valid")
    }

    /// A profile with some flags, without the environment: `["--rate-limit", "5"]`.
    pub fn from_flags<I, S>(profile: Profile, flags: I) -> Result<Self, ConfigError>
    where
        I: IntoIterator<Item = S>,
        S: Into<String>,
    {
        let command = Self::augment_args(Command::new("plenary").no_binary_name(true));
        let command = with_defaults(command, profile).mut_args(|arg| arg.env(None::<&str>));
        let matches = command
            .try_get_matches_from(flags.into_iter().map(Into::into))
            .map_err(|error| ConfigError::Wrong(error.to_string()))?;
        let mut config =
            Self::from_arg_matches(&matches).map_err(|error| ConfigError::Wrong(error.to_string()))?;
        config.profile = profile;
        config.validated()
    }

    /// Checks what one value alone cannot show.
    pub fn validated(mut self) -> Result<Self, ConfigError> {
        self.cors.cors_origins.retain(|origin| !origin.is_empty());
        if self.profile.is_public() && self.auth.secret.reveal() == DEFAULT_SECRET {
            return Err(ConfigError::DefaultSecret(self.profile.name()));
        }
        if self.auth.secret.reveal().len() < 32 {
            return Err(ConfigError::ShortSecret);
        }
        if self.cors.cors_credentials && self.cors.cors_origins.iter().any(|origin| origin == "*") {
            return Err(ConfigError::CredentialsForAnyone);
        }
        Ok(self)
    }
}

/// The command with the defaults of one profile.
pub(crate) fn with_defaults(command: Command, profile: Profile) -> Command {
    profile
        .defaults()
        .iter()
        .fold(command, |command, (id, value)| command.mut_arg(*id, |arg| arg.default_value(*value)))
}
