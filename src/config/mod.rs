//! Every setting, read once and validated before anything starts.
//!
//! One small struct a concern, each field with its flag, its variable and its help. Defaults depend on the
//! profile ([`Profile`]); a flag beats a variable, a variable beats the profile. Nothing else in the program reads
//! the environment. Secrets never show in `Debug`.

mod auth;
mod banners;
mod cors;
mod database;
mod events;
mod jobs;
mod limits;
mod load;
mod log;
mod passwords;
mod preset;
mod retention;
mod server;
mod storage;
mod streams;
mod value;

pub use auth::AuthConfig;
pub use banners::{BannerConfig, BannerUrl};
pub use cors::CorsConfig;
pub use database::DatabaseConfig;
pub use events::EventConfig;
pub use jobs::JobConfig;
pub use limits::LimitConfig;
pub(crate) use load::with_defaults;
pub use load::{Config, ConfigError};
pub use log::{LogConfig, LogFormat};
pub use passwords::{MAX_PASSWORD_LENGTH, PasswordConfig};
pub use preset::Profile;
pub use retention::RetentionConfig;
pub use server::ServerConfig;
pub use storage::{StorageConfig, StorageUrl};
pub use streams::StreamConfig;
pub use value::{DatabaseUrl, Secret};
