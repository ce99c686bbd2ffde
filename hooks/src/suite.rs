//! The suite: the document's plan, Plenary in the slots, the hooks around.

use std::sync::Arc;

use plenary::openapi;
use tribunal::{
    check::Examples,
    document::{Document, DocumentError},
    hooks::Hooks,
    isolation::DatabaseChoice,
    plan::{Order, Plan, PlanOptions},
    result::RunResult,
    run::{Provision, RemoteServer, RunError, RunOptions, Session},
};

use crate::{
    accounts, actors, api, broadcasts, health, messages,
    server::{PlenaryInstance, PlenaryServer},
};

/// Where the committed document stands: every finding names a line of it.
pub const DOCUMENT: &str = "openapi/openapi.json";

/// How to mend an example that fails.
pub const HINT: &str = "if the answer is right, run `make record` and review the diff; if an endpoint definition changed, `make openapi`";

/// What is to be tried, and against what.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Where fresh databases come from.
    pub database: DatabaseChoice,
    /// How many slots.
    pub slots: usize,
    /// In which order, and which of them.
    pub plan: PlanOptions,
    /// A server elsewhere instead of one in this process for each slot.
    pub url: Option<String>,
    /// The document as text.
    pub document: String,
    /// How answers are compared with examples.
    pub examples: Examples,
}

impl Default for Suite {
    /// The served document against Plenary in this process on four slots, compared exactly.
    fn default() -> Self {
        Self {
            database: DatabaseChoice::Auto,
            slots: 4,
            plan: PlanOptions::default(),
            url: None,
            document: openapi::to_json(&openapi::generated().document),
            examples: Examples::Exact,
        }
    }
}

/// Why a suite cannot be run.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// The document cannot be read.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The URL is none.
    #[error("{0}")]
    Url(String),
    /// The run cannot begin.
    #[error(transparent)]
    Run(#[from] RunError),
}

impl Suite {
    /// The suite on one kind of database.
    pub fn on(database: DatabaseChoice) -> Self {
        Self { database, ..Self::default() }
    }

    /// The same with another number of slots.
    #[must_use]
    pub fn slots(self, slots: usize) -> Self {
        Self { slots, ..self }
    }

    /// The same in another order.
    #[must_use]
    pub fn order(self, order: Order) -> Self {
        Self { plan: PlanOptions { order, ..self.plan }, ..self }
    }

    /// What will be tried.
    ///
    /// # Errors
    /// When the document cannot be read.
    pub fn plan(&self) -> Result<Plan, SuiteError> {
        let document = Document::parse(DOCUMENT, &self.document)?;
        Ok(Plan::of(Arc::new(document), &self.plan))
    }

    /// Starts everything.
    ///
    /// # Errors
    /// When the document cannot be read or the run cannot begin.
    pub async fn open(self) -> Result<Session<PlenaryServer>, SuiteError> {
        let plan = self.plan()?;
        let (server, provision) = match &self.url {
            None => (PlenaryServer::InProcess, Provision::Fresh),
            Some(url) => {
                let server = RemoteServer::new(url).map_err(SuiteError::Url)?;
                let provision = match &self.database {
                    DatabaseChoice::Url(database) => Provision::AsItStands(database.clone()),
                    _ => Provision::Nothing,
                };
                (PlenaryServer::Elsewhere(server), provision)
            }
        };
        let options = RunOptions {
            slots: self.slots,
            database: self.database,
            provision,
            examples: self.examples,
            ..RunOptions::default()
        };
        Ok(Session::open(plan, server, hooks(), options).await?)
    }

    /// Tries everything.
    ///
    /// # Errors
    /// When the document cannot be read or the run cannot begin.
    pub async fn run(self) -> Result<RunResult, SuiteError> {
        let session = self.open().await?;
        session.run_all(&|_| ()).await;
        Ok(session.close().await)
    }
}

/// All actors and hooks.
pub fn hooks() -> Hooks<PlenaryInstance> {
    [actors::actors, api::hooks, accounts::hooks, broadcasts::hooks, health::hooks, messages::hooks]
        .into_iter()
        .fold(Hooks::new(), |hooks, add| add(hooks))
}
