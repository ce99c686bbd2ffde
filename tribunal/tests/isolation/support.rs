//! One private cluster for all tests of this binary; every test has databases of its own on it.

use std::{
    collections::BTreeMap,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, Row, postgres::PgPoolOptions};
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

/// The same for a role without any special right, which owns the database.
pub(crate) async fn limited(seed: &str) -> String {
    let url = given("").await;
    let database = url.rsplit_once('/').expect("a path").1.to_owned();
    let role = format!("limited_{database}");
    let mut admin = PgConnection::connect(&url).await.expect("connect");
    run(
        &mut admin,
        &format!("CREATE ROLE {role} LOGIN PASSWORD 'pw'; ALTER DATABASE {database} OWNER TO {role}"),
    )
    .await;
    let (_, rest) = url.split_once('@').expect("credentials");
    let url = format!("postgres://{role}:pw@{rest}");
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

/// Whether the database is a copy that is ours, or a user's own, worked on in place, by a superuser or by a role that has no
/// right but its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Copied,
    InPlace,
    Limited,
}

/// A slot on a seeded baseline, a connection to it as a server would have, and a server's pool beside it.
pub(crate) struct Case {
    pub(crate) mode: Mode,
    pub(crate) databases: Option<Databases>,
    pub(crate) slot: SlotDatabase,
    pub(crate) server: PgConnection,
    pub(crate) pool: Pool,
}

impl Case {
    /// On a copy.
    pub(crate) async fn new(seed: &str) -> Self {
        Self::on(given(seed).await, Mode::Copied).await
    }

    /// The same baseline on a copy and in place.
    pub(crate) async fn both(seed: &str) -> [Self; 2] {
        let (copied, in_place) = (given(seed).await, given(seed).await);
        [Self::on(copied, Mode::Copied).await, Self::on(in_place, Mode::InPlace).await]
    }

    /// And in place by a role without rights.
    pub(crate) async fn every(seed: &str) -> [Self; 3] {
        let [copied, in_place] = Self::both(seed).await;
        [copied, in_place, Self::on(limited(seed).await, Mode::Limited).await]
    }

    pub(crate) async fn on(url: String, mode: Mode) -> Self {
        let (databases, slot) = match mode {
            Mode::Copied => {
                let databases = Databases::open(&DatabaseChoice::Url(url)).await.expect("databases");
                let slot = databases.slot(0).await.expect("slot");
                (Some(databases), slot)
            }
            Mode::InPlace | Mode::Limited => (None, SlotDatabase::in_place(&url).await.expect("in place")),
        };
        let server = PgConnection::connect(slot.url()).await.expect("connect");
        let pool = Pool::open(slot.url()).await;
        Self { mode, databases, slot, server, pool }
    }

    /// The workload runs, then the reset; afterwards every table and sequence must be the baseline's, and so must be what
    /// the pool's old connections see by statements that they prepared before.
    #[track_caller]
    pub(crate) fn withstands(&mut self, workload: &str) -> impl Future<Output = Restored> {
        let caller = std::panic::Location::caller();
        async move {
            let place = format!("{caller} ({:?}): {workload}", self.mode);
            run(&mut self.server, workload).await;
            let restored = self.slot.restore().await.unwrap_or_else(|error| panic!("{place}: {error}"));
            self.slot.verify().await.unwrap_or_else(|error| panic!("{place}: {error}"));
            self.settled(&restored, &place).await;
            restored
        }
    }

    /// After a restore: what the pool sees.
    pub(crate) async fn settled(&mut self, restored: &Restored, place: &str) {
        if restored.rebuilt {
            // The database went with all connections to it, and a server would be started again.
            self.server = PgConnection::connect(self.slot.url()).await.expect("connect");
            self.pool.pool = connected(self.slot.url()).await;
        }
        self.pool.sees_the_baseline(place).await;
    }

    /// The same, and the schema must have been made anew: a copy by another copy, a user's database beside the open connections.
    #[track_caller]
    pub(crate) fn heals(&mut self, workload: &str) -> impl Future<Output = ()> {
        let (caller, withstood) = (std::panic::Location::caller(), self.withstands(workload));
        async move {
            let restored = withstood.await;
            assert!(remade(&restored), "{caller}: {workload}");
        }
    }
}

/// Whether the schema was made anew, in the way of either mode.
pub(crate) fn remade(restored: &Restored) -> bool {
    restored.rebuilt || restored.healed
}

/// The connections of a server: they stay open, and keep statements prepared.
pub(crate) struct Pool {
    pub(crate) pool: PgPool,
    /// What each table and materialized view was at the baseline.
    seen: BTreeMap<String, Option<String>>,
}

const CONNECTIONS: u32 = 3;

async fn connected(url: &str) -> PgPool {
    let options = PgPoolOptions::new().min_connections(CONNECTIONS).max_connections(CONNECTIONS);
    options.connect(url).await.expect("a pool")
}

impl Pool {
    async fn open(url: &str) -> Self {
        let pool = connected(url).await;
        let names: Vec<String> = sqlx::query_scalar(
            "SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
             WHERE relkind IN ('r', 'p', 'm') AND relispopulated AND nspname !~ '^pg_'
             AND nspname NOT IN ('information_schema', 'tribunal_snapshot')",
        )
        .fetch_all(&pool)
        .await
        .expect("names");
        let mut opened = Self { pool, seen: names.into_iter().map(|name| (name, None)).collect() };
        let mut db = opened.pool.acquire().await.expect("a connection");
        for (name, seen) in &mut opened.seen {
            *seen = rows_of(&mut db, name).await.expect("rows");
        }
        drop(db);
        opened.sees_the_baseline("before any workload").await;
        opened
    }

    /// On every connection, so none is given back before all are in use.
    async fn sees_the_baseline(&self, place: &str) {
        let mut connections = Vec::new();
        for _ in 0..CONNECTIONS {
            connections.push(self.pool.acquire().await.unwrap_or_else(|error| panic!("{place}: {error}")));
        }
        for connection in &mut connections {
            for (name, seen) in &self.seen {
                let now = rows_of(connection, name).await;
                let now = now.unwrap_or_else(|error| panic!("{place}: {name}: {error}"));
                assert_eq!(now, *seen, "{place}: {name}");
            }
        }
    }
}

/// By a statement that is prepared once a connection.
async fn rows_of(db: &mut PgConnection, name: &str) -> Result<Option<String>, sqlx::Error> {
    let sql = format!("SELECT md5(string_agg(t::text, '|' ORDER BY t::text COLLATE \"C\")) FROM {name} t");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(db).await
}

pub(crate) async fn run(db: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

pub(crate) async fn number(db: &mut PgConnection, sql: &str) -> i64 {
    let row =
        sqlx::query(AssertSqlSafe(sql)).fetch_one(db).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    row.get(0)
}
