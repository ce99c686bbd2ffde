//! One database with a snapshot in it.

use std::{fmt, sync::Arc, time::Instant};

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};

use super::{
    Home,
    blueprint::{self, Moment},
    catalogue::Catalogue,
    connection,
    heal::{self, Checksums, Unhealed},
    holders,
    names::RunId,
    script,
};
use crate::isolation::{IsolationError, Reset, Restored, choice::without_password};

/// Why a schema must be made anew.
const CHANGED: &str = "the schema was changed";

/// What a user can do about it where that is not possible.
const ADVICE: &str = "or take out what creates tables during the run (hooks that reset the database are no longer needed), \
                      or say --reset none";

/// The database of one slot.
pub(in crate::isolation) struct PostgresSlot {
    url: String,
    options: PgConnectOptions,
    /// `None` once it was lost.
    connection: Option<PgConnection>,
    /// Kept here too, where no test can reach it.
    baseline: Checksums,
    /// Who can make the database anew, and its name; `None` for a user's database in place.
    home: Option<(Arc<Home>, String)>,
}

impl PostgresSlot {
    /// Takes the snapshot of a database as it is now.
    pub(super) async fn install(url: &str, application: &str, logged: bool) -> Result<(), IsolationError> {
        let options = connection::options(url, application)?;
        let failed = |error: sqlx::Error| {
            IsolationError::Unavailable(format!("the snapshot cannot be installed: {error}"))
        };
        let mut db = connection::snapshot(&options).await.map_err(failed)?;
        if !logged {
            // A copy of a user's database may have copied the snapshot of a run that works on it in place.
            sqlx::raw_sql(script::uninstall()).execute(&mut db).await.map_err(failed)?;
        }
        let catalogue = Catalogue::read(&mut db).await.map_err(failed)?;
        if !catalogue.ruled.is_empty() {
            return Err(IsolationError::Unavailable(format!(
                "rewrite rules on {} would fire during a reset and could swallow it; a superuser's connection goes around \
                 ordinary rules",
                catalogue.ruled.join(", ")
            )));
        }
        let script = script::install(&catalogue, logged);
        sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut db).await.map_err(failed)?;
        db.close().await.map_err(failed)
    }

    /// A database that has a snapshot.
    pub(super) async fn open(
        url: String,
        application: &str,
        home: Option<(Arc<Home>, String)>,
    ) -> Result<Self, IsolationError> {
        let options = connection::options(&url, application)?;
        let mut db = connection::snapshot(&options).await.map_err(|error| failed(&error))?;
        let baseline = heal::checksums(&mut db, "tribunal_snapshot.baseline").await;
        let baseline = baseline.map_err(|error| failed(&error))?;
        Ok(Self { url, options, connection: Some(db), baseline, home })
    }

    /// A user's database: what it holds now is the baseline, and what it holds again after `close`.
    pub(in crate::isolation) async fn alone(url: &str) -> Result<Self, IsolationError> {
        Self::in_place(url, &RunId::new().to_string()).await
    }

    /// The same for a run that has other connections too.
    pub(super) async fn in_place(url: &str, application: &str) -> Result<Self, IsolationError> {
        Self::recover(url, application).await?;
        let moment = Moment::now(url, &connection::options(url, application)?).await?;
        let (installed, dumped) = tokio::join!(Self::install(url, application, true), moment.dumped());
        installed?;
        let mut slot = Self::open(url.to_owned(), application, None).await?;
        let kept = blueprint::keep(slot.connection().await?, dumped).await;
        kept.map(|()| slot).map_err(|error| failed(&error))
    }

    /// A snapshot that a killed run left behind is what the database was before that run: it goes back there.
    pub(super) async fn recover(url: &str, application: &str) -> Result<(), IsolationError> {
        let options = connection::options(url, application)?;
        let mut db = connection::snapshot(&options).await.map_err(|error| {
            IsolationError::Unavailable(format!("{} gives no connection: {error}", without_password(url)))
        })?;
        let left: (bool, bool) = sqlx::query_as(
            "SELECT to_regnamespace('tribunal_snapshot') IS NOT NULL,
             EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                     AND application_name ~ '^tribunal_' AND application_name <> $1)",
        )
        .bind(application)
        .fetch_one(&mut db)
        .await
        .map_err(|error| failed(&error))?;
        db.close().await.ok();
        match left {
            (false, _) => Ok(()),
            (true, true) => {
                Err(IsolationError::Unavailable("another run is at work on this database".to_owned()))
            }
            (true, false) => {
                let put_back = async { Self::open(url.to_owned(), application, None).await?.close().await };
                put_back.await.map_err(|error| {
                    IsolationError::Unavailable(format!(
                        "a run that was killed left its snapshot in this database, and it cannot be put back: {error}; \
                         DROP SCHEMA tribunal_snapshot CASCADE gives it up"
                    ))
                })
            }
        }
    }

    pub(in crate::isolation) fn url(&self) -> &str {
        &self.url
    }

    async fn connection(&mut self) -> Result<&mut PgConnection, IsolationError> {
        self.parts().await.map(|(db, _)| db)
    }

    /// A connection, and the baseline's checksums beside it.
    async fn parts(&mut self) -> Result<(&mut PgConnection, &Checksums), IsolationError> {
        let db = match &mut self.connection {
            Some(connection) => connection,
            none => none.insert(connection::snapshot(&self.options).await.map_err(|error| failed(&error))?),
        };
        Ok((db, &self.baseline))
    }

    async fn call(&mut self, everything: bool) -> Result<i32, sqlx::Error> {
        let db = match &mut self.connection {
            Some(db) => db,
            none => none.insert(connection::snapshot(&self.options).await?),
        };
        sqlx::query_scalar("SELECT tribunal_snapshot.restore($1)").bind(everything).fetch_one(db).await
    }

    /// Makes the schema anew: a copy by dropping the database and copying the baseline again, a user's database in place.
    async fn remade(&mut self, why: &str, started: Instant) -> Result<Restored, IsolationError> {
        let rebuilt = self.home.is_some();
        if let Some((home, name)) = &self.home {
            self.connection = None;
            home.remake(name).await?;
            self.connection().await?;
        } else {
            self.healed(why).await?;
        }
        Ok(Restored { duration: started.elapsed(), dirty_tables: 0, rebuilt, healed: !rebuilt })
    }

    async fn healed(&mut self, why: &str) -> Result<(), IsolationError> {
        let (db, baseline) = self.parts().await?;
        let outcome = heal::heal(db, baseline).await;
        let cannot = format!("{why}, and the database cannot be made anew in place");
        match outcome {
            Ok(()) => Ok(()),
            Err(Unhealed::Impossible(reason)) => {
                Err(IsolationError::Restore(format!("{cannot}: {reason}; {ADVICE}")))
            }
            Err(Unhealed::Unproved(differing)) => Err(IsolationError::Unproved(format!(
                "{why}, and what was made anew is not the same: {differing}"
            ))),
            Err(Unhealed::Failed(error)) if holders::blocked(&error) => {
                Err(holders::named(self.connection().await?, &error, true).await)
            }
            Err(Unhealed::Failed(error)) => {
                Err(IsolationError::Restore(format!("{cannot}: {error}; mend that, {ADVICE}")))
            }
        }
    }

    /// After a restore that failed.
    async fn mended(&mut self, error: sqlx::Error, started: Instant) -> Result<Restored, IsolationError> {
        if holders::blocked(&error) {
            return Err(holders::named(self.connection().await?, &error, false).await);
        }
        if self.home.is_some() {
            return self.remade(&error.to_string(), started).await;
        }
        if connection::lost(&error) {
            // Marks may have gone with the server: every table counts as dirty, and the proof is by checksum.
            self.connection = None;
            let tables = self.call(true).await.map_err(|error| failed(&error))?;
            let Ok(dirty_tables) = usize::try_from(tables) else {
                return self.remade(CHANGED, started).await;
            };
            self.verify().await?;
            return Ok(Restored { duration: started.elapsed(), dirty_tables, rebuilt: false, healed: false });
        }
        if matches!(connection::code(&error), Some("3F000" | "42883" | "42P01")) {
            return Err(IsolationError::Restore(format!(
                "the snapshot is gone ({error}): something dropped every schema, `tribunal_snapshot` among them, and with it \
                 what the database could be put back from; let it drop the application's schemas only, {ADVICE}"
            )));
        }
        Err(failed(&error))
    }

    /// Compares a checksum of every table, materialized view and sequence with the baseline's.
    pub(in crate::isolation) async fn verify(&mut self) -> Result<(), IsolationError> {
        let (db, baseline) = self.parts().await?;
        let differing = heal::differences(db, baseline).await;
        let differing = differing.map_err(|error| IsolationError::Unproved(error.to_string()))?;
        if differing.is_empty() { Ok(()) } else { Err(IsolationError::Unproved(differing)) }
    }

    /// Leaves a user's database as it was; one of ours is dropped with its home.
    pub(in crate::isolation) async fn close(mut self) -> Result<(), IsolationError> {
        if self.home.is_some() {
            return Ok(());
        }
        match self.call(true).await {
            Ok(tables) if tables >= 0 => self.verify().await?,
            // Which proves itself.
            Ok(_) => self.healed(CHANGED).await?,
            Err(error) => self.mended(error, Instant::now()).await.map(drop)?,
        }
        let db = self.connection().await?;
        sqlx::raw_sql(script::uninstall()).execute(db).await.map(drop).map_err(|error| failed(&error))
    }
}

/// Without the URL and the options, which hold a password.
impl fmt::Debug for PostgresSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostgresSlot").field("url", &without_password(&self.url)).finish_non_exhaustive()
    }
}

impl Reset for PostgresSlot {
    async fn restore(&mut self) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        match self.call(false).await {
            Ok(tables) => match usize::try_from(tables) {
                Ok(dirty_tables) => {
                    Ok(Restored { duration: started.elapsed(), dirty_tables, rebuilt: false, healed: false })
                }
                Err(_) => self.remade(CHANGED, started).await,
            },
            Err(error) => self.mended(error, started).await,
        }
    }
}

fn failed(error: &sqlx::Error) -> IsolationError {
    IsolationError::Restore(error.to_string())
}
