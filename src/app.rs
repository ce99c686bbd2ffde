//! Wiring: one running instance from its settings. With `routes.rs` the only file that knows every feature.

use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt, IntoEndpoint, Response};
use sea_orm::DatabaseConnection;

use crate::accounts::LiveSessions;
use crate::api::Sessions;
use crate::config::Config;
use crate::infra::database::{self, OpenError};
use crate::infra::{Context, Infra};
use crate::routes;

/// Why an instance cannot start. One line each.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database cannot be opened.
    #[error("cannot open the database {url}: {source}")]
    Database {
        /// Its address, without a password.
        url: String,
        /// What the driver says.
        source: OpenError,
    },
}

/// One running instance.
#[derive(Clone)]
pub struct App {
    context: Context,
}

impl App {
    /// Opens the database. Nothing is migrated, nothing listens yet.
    ///
    /// # Errors
    ///
    /// When the database cannot be opened.
    pub async fn open(config: Config, infra: Infra) -> Result<Self, StartError> {
        let database = database::connect(&config.database).await.map_err(|source| StartError::Database {
            url: config.database.database_url.to_string(),
            source,
        })?;
        Ok(Self { context: Context::new(Arc::new(config), infra, database) })
    }

    /// What services see of this instance.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The connection pool.
    pub fn database(&self) -> &DatabaseConnection {
        &self.context.database
    }

    /// Every route with everything around it, ready to be called.
    pub fn endpoint(&self) -> BoxEndpoint<'static, Response> {
        routes::service()
            .into_endpoint()
            .data(self.context.clone())
            .data(Arc::new(LiveSessions) as Arc<dyn Sessions>)
            .map_to_response()
            .boxed()
    }

    /// Puts everything outside the database back to its start: rate limits. Clock and ids belong to the test.
    pub fn reset(&self) {}
}
