//! Opens the pool, the one way everybody uses it, and tells a lost database from a wrong statement.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::config::DatabaseConfig;

/// What a statement came to that the caller could not help.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The database does not answer; it may answer later.
    #[error("the database is not available")]
    Unavailable(#[source] DbErr),
    /// The statement is wrong, or its result is: a fault of this program.
    #[error("a statement failed")]
    Failed(#[source] DbErr),
}

impl From<DbErr> for DatabaseError {
    fn from(error: DbErr) -> Self {
        if is_connection_loss(&error) { Self::Unavailable(error) } else { Self::Failed(error) }
    }
}

impl From<sea_orm::TransactionError<DbErr>> for DatabaseError {
    fn from(error: sea_orm::TransactionError<DbErr>) -> Self {
        match error {
            sea_orm::TransactionError::Connection(error) | sea_orm::TransactionError::Transaction(error) => {
                error.into()
            }
        }
    }
}

fn is_connection_loss(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            is_transport_loss(error)
        }
        _ => false,
    }
}

/// SQLSTATE class 08 is a connection exception, 53 means too few resources, 57P a shutdown (PostgreSQL, appendix A).
fn is_transport_loss(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => {
            error.code().is_some_and(|code| ["08", "53", "57P"].iter().any(|class| code.starts_with(class)))
        }
        _ => false,
    }
}

/// Opens the pool. A SQLite file and its folder are created when they are missing.
///
/// # Errors
///
/// When the folder cannot be made or the database does not let us in.
pub async fn connect(config: &DatabaseConfig) -> Result<DatabaseConnection, OpenError> {
    let url = &config.database_url;
    if let Some(folder) = url.file().and_then(|file| Path::new(file).parent()) {
        std::fs::create_dir_all(folder).map_err(OpenError::Folder)?;
    }
    let mut options = ConnectOptions::new(url.reveal());
    // A memory database is one connection: a second one would be another, empty database.
    let connections = if url.is_in_memory() { 1 } else { config.database_connections };
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(config.database_timeout)
        .connect_timeout(config.database_timeout)
        .test_before_acquire(false)
        // A pool full of connections that died with the database would fail one request each.
        .test_before_acquire_if_idle_for(Duration::from_secs(1))
        .sqlx_logging(false);
    if url.is_in_memory() {
        options.idle_timeout(Option::<Duration>::None).max_lifetime(Option::<Duration>::None);
    }
    options.map_sqlx_sqlite_opts(|sqlite| {
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
            .synchronous(sqlx::sqlite::SqliteSynchronous::Normal)
    });
    Database::connect(options).await.map_err(|error| match error {
        DbErr::ConnectionAcquire(_) => OpenError::NoAnswer(config.database_timeout),
        DbErr::Conn(RuntimeErr::SqlxError(ref cause)) if matches!(**cause, sqlx::Error::PoolTimedOut) => {
            OpenError::NoAnswer(config.database_timeout)
        }
        error => OpenError::Connect(error),
    })
}

/// Why the pool could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of a SQLite file cannot be made.
    #[error("its folder cannot be made: {0}")]
    Folder(#[source] std::io::Error),
    /// Nobody answers there.
    #[error("no answer within {} s", .0.as_secs_f64())]
    NoAnswer(Duration),
    /// The database does not let us in.
    #[error("{0}")]
    Connect(#[source] DbErr),
}

/// Begins a transaction that will write.
///
/// `SQLite` takes the write lock at once: a transaction that reads first and writes later would fail, without
/// waiting, as soon as another one has written in between. `PostgreSQL` locks rows as they are touched.
///
/// The beginning is a task, which goes on when nobody waits for it any more. A client that goes away drops what is done
/// for it, and the driver rolls a transaction back only once it knows that it has begun: dropped before that, the
/// connection would go back to the pool within a transaction, where the next request's statements are never committed.
///
/// # Errors
///
/// When the database does not answer.
#[expect(clippy::disallowed_methods, reason = "this is the one place that begins transactions")]
pub async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let db = db.clone();
    let beginning = tokio::spawn(async move { db.begin_with_options(options).await });
    beginning.await.map_err(|error| DbErr::Custom(error.to_string()))?
}

/// Asks the database for an answer, so that a health check tells the truth.
///
/// # Errors
///
/// When it gives none.
pub async fn ping(database: &DatabaseConnection) -> Result<(), DatabaseError> {
    database.execute_unprepared("SELECT 1").await?;
    Ok(())
}
