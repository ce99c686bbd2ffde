//! Plenary as a slot's server: in this process, or elsewhere by its URL.

use std::sync::Arc;

use plenary::{
    app::App,
    config::{Config, Profile},
    infra::{FixedClock, Infra, SequenceIds},
};
use tribunal::run::{Instance, RemoteInstance, RemoteServer, Server, ServerError};

use crate::{
    banners::Banners,
    listening::Listening,
    twins::{self, Twins},
};

/// How Plenary comes to a slot.
#[derive(Debug)]
pub enum PlenaryServer {
    /// One instance for each slot, in this process.
    InProcess,
    /// One that runs already.
    Elsewhere(RemoteServer),
}

/// Plenary in a slot, as hooks see it.
pub enum PlenaryInstance {
    /// With everything that tests control.
    InProcess(Box<InProcess>),
    /// Only what HTTP shows.
    Elsewhere(RemoteInstance),
}

/// An instance in this process.
pub struct InProcess {
    /// The program.
    pub app: App,
    /// Its clock, which stands still.
    pub clock: Arc<FixedClock>,
    /// Its ids, which count from one.
    pub ids: Arc<SequenceIds>,
    /// Servers that are broken on purpose.
    pub twins: &'static Twins,
    /// The API of banners it asks.
    pub banners: Banners,
    listening: Listening,
}

impl PlenaryInstance {
    /// The instance in this process, if it is one.
    pub fn in_process(&self) -> Option<&InProcess> {
        match self {
            Self::InProcess(instance) => Some(instance),
            Self::Elsewhere(_) => None,
        }
    }
}

impl Server for PlenaryServer {
    type Instance = PlenaryInstance;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        match self {
            Self::InProcess => prepare(database_url).await,
            Self::Elsewhere(server) => server.prepare(database_url).await,
        }
    }

    async fn start(&self, database_url: &str) -> Result<PlenaryInstance, ServerError> {
        match self {
            Self::InProcess => {
                let own = start(database_url).await?;
                Ok(PlenaryInstance::InProcess(Box::new(own)))
            }
            Self::Elsewhere(server) => server.start(database_url).await.map(PlenaryInstance::Elsewhere),
        }
    }
}

impl Instance for PlenaryInstance {
    fn base_url(&self) -> &str {
        match self {
            Self::InProcess(instance) => instance.listening.base_url(),
            Self::Elsewhere(instance) => instance.base_url(),
        }
    }

    /// A request is over when it has been answered and every job that came of it is done. No worker runs beside the
    /// suite, so that jobs take their turns, clock and ids in the same order every time.
    async fn settle(&self) -> Result<(), ServerError> {
        if let Self::InProcess(instance) = self {
            instance.app.drain().await?;
        }
        Ok(())
    }

    async fn reset(&self) -> Result<(), ServerError> {
        if let Self::InProcess(instance) = self {
            instance.app.reset();
            instance.clock.reset();
            instance.ids.reset();
            instance.banners.reset();
        }
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        match self {
            Self::InProcess(instance) => {
                instance.listening.stop().await?;
                Ok(instance.app.database().close_by_ref().await?)
            }
            Self::Elsewhere(instance) => instance.stop().await,
        }
    }
}

/// The baseline: all tables, and the fixture that the document's examples speak of.
async fn prepare(database_url: &str) -> Result<(), ServerError> {
    let (infra, ..) = Infra::fixed();
    let app = App::open(settings(database_url, &[])?, infra).await?;
    app.migrate().await?;
    plenary::fixture::seed(app.database()).await?;
    Ok(app.database().close_by_ref().await?)
}

async fn start(database_url: &str) -> Result<InProcess, ServerError> {
    let twins = twins::started().await?;
    let (infra, clock, ids) = Infra::fixed();
    let banners = Banners::start().await?;
    let api = banners.url("set");
    let banner_settings = ["--banner-api-url", &api, "--banner-budget", "1s"];
    let app = App::open(settings(database_url, &banner_settings)?, infra).await?;
    let listening = Listening::start(&app).await?;
    Ok(InProcess { app, clock, ids, twins, banners, listening })
}

/// The testing profile on a database, and what else is asked for.
pub(crate) fn settings(database_url: &str, more: &[&str]) -> Result<Config, ServerError> {
    let flags = [&["--database-url", database_url], more].concat();
    Ok(Config::from_flags(Profile::Testing, flags)?)
}
