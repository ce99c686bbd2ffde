//! Commands on the database itself: `migrate`, `recreate-db`, `seed-db`.

use std::io::Write;

use migration::{MigrationStatus, Migrator, MigratorTrait};

use super::arguments::MigrateAction;
use super::outcome::Failure;
use crate::app::App;
use crate::config::{Config, StorageUrl};
use crate::fixture::{self, SeedError};
use crate::infra::Infra;
use crate::infra::log::chain;

/// `plenary migrate`.
pub(super) async fn migrate(config: Config, action: MigrateAction) -> Result<(), Failure> {
    let app = App::open(for_the_schema(config), Infra::real()).await?;
    match action {
        MigrateAction::Up => app.migrate().await?,
        MigrateAction::Down { steps } => {
            Migrator::down(app.database(), Some(steps)).await.map_err(Failure::broken)?;
        }
        MigrateAction::Status => {}
    }
    let known = Migrator::get_migration_with_status(app.database()).await.map_err(Failure::broken)?;
    let mut out = std::io::stdout();
    for migration in known {
        let word = match migration.status() {
            MigrationStatus::Applied => "applied",
            MigrationStatus::Pending => "pending",
        };
        writeln!(out, "{word}  {}", migration.name())?;
    }
    app.close().await.map_err(Failure::broken)
}

/// `plenary recreate-db`.
pub(super) async fn recreate(config: Config, sure: bool) -> Result<(), Failure> {
    if config.profile.is_public() && !sure {
        let name = config.profile.name();
        return Err(Failure::Usage(format!(
            "recreate-db deletes all data; in the {name} profile it needs --yes"
        )));
    }
    let url = config.database.database_url.to_string();
    let app = App::open(for_the_schema(config), Infra::real()).await?;
    Migrator::fresh(app.database()).await.map_err(Failure::broken)?;
    writeln!(std::io::stdout(), "The database {url} is empty and migrated.")?;
    app.close().await.map_err(Failure::broken)
}

/// `plenary seed-db`.
pub(super) async fn seed(config: Config) -> Result<(), Failure> {
    if config.profile.is_public() {
        let name = config.profile.name();
        return Err(Failure::Usage(format!(
            "the passwords of the baseline are public: not in the {name} profile"
        )));
    }
    let url = config.database.database_url.to_string();
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;
    fixture::seed(app.database()).await.map_err(|error| match error {
        SeedError::NotFresh => Failure::Usage(error.to_string()),
        SeedError::Database(_) => Failure::broken(error),
    })?;
    fixture::seed_files(&app.context().storage).await.map_err(|error| Failure::broken(chain(&error)))?;
    writeln!(std::io::stdout(), "The database {url} holds the baseline.")?;
    app.close().await.map_err(Failure::broken)
}

/// What changes tables only needs no storage, so none is opened: it may be out of reach, or not made yet.
pub(super) fn without_files(mut config: Config) -> Config {
    config.storage.storage_url = StorageUrl::Memory;
    config
}

/// One connection for what changes the schema. `SQLite` looks at foreign keys, or does not, by connection, and another
/// one still knows for a while what has been dropped.
fn for_the_schema(config: Config) -> Config {
    let mut config = without_files(config);
    config.database.database_connections = 1;
    config
}
