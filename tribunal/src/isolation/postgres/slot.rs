//! One database with a snapshot in it.

use std::{fmt, sync::Arc, time::Instant};

use sqlx::{AssertSqlSafe, Connection, PgConnection, postgres::PgConnectOptions};

use super::{Home, catalogue::Catalogue, connection, names::RunId, script};
use crate::isolation::{IsolationError, Reset, Restored, choice::without_password};

/// The database of one slot.
pub(in crate::isolation) struct PostgresSlot {
    url: String,
    options: PgConnectOptions,
    /// `None` once it was lost.
    connection: Option<PgConnection>,
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
        let connection = connection::snapshot(&options).await.map_err(|error| failed(&error))?;
        Ok(Self { url, options, connection: Some(connection), home })
    }

    /// A user's database: what it holds now is the baseline, and what it holds again after `close`.
    pub(in crate::isolation) async fn alone(url: &str) -> Result<Self, IsolationError> {
        Self::in_place(url, &RunId::new().to_string()).await
    }

    /// The same for a run that has other connections too.
    pub(super) async fn in_place(url: &str, application: &str) -> Result<Self, IsolationError> {
        Self::recover(url, application).await?;
        Self::install(url, application, true).await?;
        Self::open(url.to_owned(), application, None).await
    }

    /// A snapshot that a killed run left behind is what the database was before that run: it goes back there.
    pub(super) async fn recover(url: &str, application: &str) -> Result<(), IsolationError> {
        let options = connection::options(url, application)?;
        connection::snapshot(&options).await.map_err(|error| {
            IsolationError::Unavailable(format!("{} gives no connection: {error}", without_password(url)))
        })?;
        let mut slot = Self::open(url.to_owned(), application, None).await?;
        let db = slot.connection().await?;
        let left: (bool, bool) = sqlx::query_as(
            "SELECT to_regnamespace('tribunal_snapshot') IS NOT NULL,
             EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()
                     AND application_name ~ '^tribunal_' AND application_name <> $1)",
        )
        .bind(application)
        .fetch_one(db)
        .await
        .map_err(|error| failed(&error))?;
        match left {
            (false, _) => Ok(()),
            (true, true) => {
                Err(IsolationError::Unavailable("another run is at work on this database".to_owned()))
            }
            (true, false) => slot.close().await.map_err(|error| {
                IsolationError::Unavailable(format!(
                    "a run that was killed left its snapshot in this database, and it cannot be put back: {error}; \
                     DROP SCHEMA tribunal_snapshot CASCADE gives it up"
                ))
            }),
        }
    }

    pub(in crate::isolation) fn url(&self) -> &str {
        &self.url
    }

    async fn connection(&mut self) -> Result<&mut PgConnection, IsolationError> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            none => {
                Ok(none.insert(connection::snapshot(&self.options).await.map_err(|error| failed(&error))?))
            }
        }
    }

    async fn call(&mut self, everything: bool) -> Result<i32, sqlx::Error> {
        let db = match &mut self.connection {
            Some(db) => db,
            none => none.insert(connection::snapshot(&self.options).await?),
        };
        sqlx::query_scalar("SELECT tribunal_snapshot.restore($1)").bind(everything).fetch_one(db).await
    }

    /// Drops the database and copies the baseline again.
    async fn rebuild(&mut self, why: &str) -> Result<(), IsolationError> {
        self.connection = None;
        let Some((home, name)) = &self.home else {
            return Err(IsolationError::Restore(format!(
                "{why}, and a database in place cannot be made anew: take out what creates tables during the run \
                 (hooks that reset the database are no longer needed), or say --reset none"
            )));
        };
        home.remake(name).await?;
        self.connection().await.map(drop)
    }

    async fn heal(&mut self, error: sqlx::Error) -> Result<Restored, IsolationError> {
        let started = Instant::now();
        match connection::code(&error) {
            Some("55P03" | "40P01" | "57014") => Err(self.blocked(&error).await),
            _ if self.home.is_some() => {
                self.rebuild(&error.to_string()).await?;
                Ok(Restored { duration: started.elapsed(), dirty_tables: 0, rebuilt: true })
            }
            _ if connection::lost(&error) => {
                // Marks may have gone with the server: every table counts as dirty, and the proof is by checksum.
                self.connection = None;
                let tables = self.call(true).await.map_err(|error| failed(&error))?;
                self.verify().await?;
                Ok(Restored { duration: started.elapsed(), dirty_tables: count(tables)?, rebuilt: false })
            }
            _ => Err(failed(&error)),
        }
    }

    /// Says who holds the locks that the restore waited for.
    async fn blocked(&mut self, error: &sqlx::Error) -> IsolationError {
        let mut said = format!("{error}: no lock within {:?}", connection::PATIENCE);
        let Ok(db) = self.connection().await else { return IsolationError::Restore(said) };
        let holders: Result<Vec<String>, _> = sqlx::query_scalar(
            "SELECT DISTINCT format('session %s (%s, %s) has had a transaction open for %s s, last statement: %s',
               a.pid, coalesce(nullif(a.application_name, ''), 'no application name'), a.state,
               round(extract(epoch FROM clock_timestamp() - a.xact_start)::numeric, 1), left(a.query, 200))
             FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.relation = 'tribunal_snapshot.dirty'::regclass AND l.granted AND l.pid <> pg_backend_pid()
               AND a.xact_start IS NOT NULL",
        )
        .fetch_all(db)
        .await;
        for holder in holders.unwrap_or_default() {
            said.push_str("; ");
            said.push_str(&holder);
        }
        IsolationError::Restore(said)
    }

    /// Compares a checksum of every table and sequence with the baseline's.
    pub(in crate::isolation) async fn verify(&mut self) -> Result<(), IsolationError> {
        let differing: Vec<String> = sqlx::query_scalar(
            "SELECT format('%s is %s instead of %s', name, coalesce(now.checksum, 'gone'), coalesce(was.checksum, 'none'))
             FROM tribunal_snapshot.baseline was FULL JOIN tribunal_snapshot.checksums() now USING (name)
             WHERE was.checksum IS DISTINCT FROM now.checksum ORDER BY name",
        )
        .fetch_all(self.connection().await?)
        .await
        .map_err(|error| IsolationError::Unproved(error.to_string()))?;
        if differing.is_empty() { Ok(()) } else { Err(IsolationError::Unproved(differing.join("; "))) }
    }

    /// Leaves a user's database as it was; one of ours is dropped with its home.
    pub(in crate::isolation) async fn close(mut self) -> Result<(), IsolationError> {
        if self.home.is_some() {
            return Ok(());
        }
        let tables = self.call(true).await.map_err(|error| failed(&error))?;
        count(tables)?;
        self.verify().await?;
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
            Ok(tables) if tables >= 0 => {
                Ok(Restored { duration: started.elapsed(), dirty_tables: count(tables)?, rebuilt: false })
            }
            Ok(_) => {
                self.rebuild("the schema was changed").await?;
                Ok(Restored { duration: started.elapsed(), dirty_tables: 0, rebuilt: true })
            }
            Err(error) => self.heal(error).await,
        }
    }
}

fn count(tables: i32) -> Result<usize, IsolationError> {
    usize::try_from(tables).map_err(|_| IsolationError::Restore("the schema was changed".to_owned()))
}

fn failed(error: &sqlx::Error) -> IsolationError {
    IsolationError::Restore(error.to_string())
}
