//! Where a test's own database comes from.

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use std::{
    io::Write as _,
    sync::atomic::{AtomicU32, Ordering},
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tribunal::isolation::{DatabaseChoice, Databases};

/// So that every test's database has a name of its own.
static NEXT: AtomicU32 = AtomicU32::new(0);

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// An empty database of a test's own.
pub(crate) enum Own {
    Sqlite(TempDir),
    Postgres { server: String, name: String },
}

impl Own {
    /// None, with the reason printed, where there is no such server.
    pub(crate) async fn open(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Sqlite => Some(Self::Sqlite(tempfile::tempdir().expect("a temporary folder"))),
            Kind::Postgres => {
                let server = server().await?;
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let name = format!("plenary_test_{}_{number}", std::process::id());
                execute(&server, &format!("CREATE DATABASE {name}")).await;
                Some(Self::Postgres { server, name })
            }
        }
    }

    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(folder) => format!("sqlite://{}/plenary.db", folder.path().display()),
            Self::Postgres { server, name } => {
                let (start, _) = server.rsplit_once('/').expect("a URL with a database");
                format!("{start}/{name}")
            }
        }
    }

    pub(crate) async fn drop(self) {
        if let Self::Postgres { server, name } = self {
            execute(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

/// A database on a server where others can be created: `TEST_DATABASE_URL`, else a private cluster.
async fn server() -> Option<String> {
    static SERVER: OnceCell<Result<(String, Option<Databases>), ()>> = OnceCell::const_new();
    let found = SERVER.get_or_init(|| async {
        #[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
        if let Ok(url) = std::env::var("TEST_DATABASE_URL") {
            return Ok((url, None));
        }
        let cluster = Databases::open(&DatabaseChoice::Local).await.map_err(|error| {
            // Not `eprintln!`: libtest would keep it to itself, for a test that is left out passes.
            let _ = writeln!(std::io::stderr(), "skipped: all rules on PostgreSQL: {error}");
        })?;
        Ok((cluster.baseline_url(), Some(cluster)))
    });
    found.await.as_ref().ok().map(|(url, _)| url.clone())
}

async fn execute(server: &str, sql: &str) {
    let db: DatabaseConnection = Database::connect(server).await.expect("the server answers");
    db.execute_unprepared(sql).await.expect(sql);
    db.close().await.expect("closed");
}
