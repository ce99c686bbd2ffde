//! One private cluster for all tests of this binary; every test has databases of its own on it.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tribunal::isolation::{DatabaseChoice, Databases, Reset, Restored, SlotDatabase};

static CASES: AtomicUsize = AtomicUsize::new(0);

/// The maintenance URL of the cluster. It is stopped by its watchdog when this process ends.
fn cluster() -> &'static str {
    static CLUSTER: OnceLock<(Databases, String)> = OnceLock::new();
    let (_, url) = CLUSTER.get_or_init(|| {
        let started = thread::spawn(|| {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("runtime");
            runtime
                .block_on(Databases::open(&DatabaseChoice::Local))
                .expect("a private cluster (install postgresql)")
        });
        let databases = started.join().expect("thread");
        let url = databases.baseline_url();
        (databases, url)
    });
    url
}

/// A new database on the cluster, seeded: what a user would give as URL.
pub(crate) async fn given(seed: &str) -> String {
    let name = format!("case_{}", CASES.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::connect(cluster()).await.expect("connect");
    run(&mut admin, &format!("CREATE DATABASE {name}")).await;
    let url = renamed(cluster(), &name);
    let mut db = PgConnection::connect(&url).await.expect("connect");
    run(&mut db, seed).await;
    db.close().await.expect("close");
    url
}

/// The same server, another database.
pub(crate) fn renamed(url: &str, name: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("a path");
    format!("{server}/{name}")
}

/// A slot on a seeded baseline, and a connection to it as a server would have.
pub(crate) struct Case {
    pub(crate) databases: Databases,
    pub(crate) slot: SlotDatabase,
    pub(crate) server: PgConnection,
}

impl Case {
    pub(crate) async fn new(seed: &str) -> Self {
        let url = given(seed).await;
        let databases = Databases::open(&DatabaseChoice::Url(url)).await.expect("databases");
        let slot = databases.slot(0).await.expect("slot");
        let server = PgConnection::connect(slot.url()).await.expect("connect");
        Self { databases, slot, server }
    }

    /// The workload runs, then the reset; afterwards every table and sequence must be the baseline's.
    #[track_caller]
    pub(crate) fn withstands(&mut self, workload: &str) -> impl Future<Output = Restored> {
        let caller = std::panic::Location::caller();
        async move {
            run(&mut self.server, workload).await;
            let restored = self.slot.restore().await.unwrap_or_else(|e| panic!("{caller}: {e}"));
            self.slot.verify().await.unwrap_or_else(|e| panic!("{caller}: {e}"));
            restored
        }
    }

    pub(crate) async fn reconnect(&mut self) {
        self.server = PgConnection::connect(self.slot.url()).await.expect("connect");
    }
}

pub(crate) async fn run(db: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

pub(crate) async fn number(db: &mut PgConnection, sql: &str) -> i64 {
    let row =
        sqlx::query(AssertSqlSafe(sql)).fetch_one(db).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    row.get(0)
}
