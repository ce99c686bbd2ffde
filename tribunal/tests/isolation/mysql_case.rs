//! Every test has a database of its own on the one `MariaDB`, and a slot on it.

use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{AssertSqlSafe, Connection, MySqlConnection};
use tribunal::isolation::{Reset, Restored, SlotDatabase};

use crate::mariadb::server;

/// Keys that cascade, generated columns, views upon views, routines.
pub(crate) const SHOP: &str = "
CREATE TABLE customers (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(50) UNIQUE NOT NULL);
CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, customer_id BIGINT NOT NULL, cents INT NOT NULL,
  euros DECIMAL(12,2) AS (cents / 100.0) STORED, tenths INT AS (cents / 10) VIRTUAL,
  FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE);
CREATE VIEW totals AS SELECT customer_id, SUM(cents) AS cents FROM orders GROUP BY customer_id;
CREATE VIEW best AS SELECT * FROM totals WHERE cents > 100;
CREATE FUNCTION one() RETURNS INT DETERMINISTIC RETURN 1;
CREATE PROCEDURE clear_orders() DELETE FROM orders;
INSERT INTO customers (name) VALUES ('ann'), ('bob'), ('eve');
INSERT INTO orders (customer_id, cents) VALUES (1, 100), (1, 250), (2, 99);
";

static CASES: AtomicUsize = AtomicUsize::new(0);

/// A URL of a new database on the server, seeded; `None`, said on standard error, where there is no server.
pub(crate) async fn given(seed: &str) -> Option<String> {
    let name = format!("case_{}", CASES.fetch_add(1, Ordering::Relaxed));
    let server = server()?;
    let mut admin = MySqlConnection::connect(&server.url("mysql")).await.expect("connect");
    run(&mut admin, &format!("CREATE DATABASE {name} CHARACTER SET utf8mb4")).await;
    admin.close().await.expect("close");
    let url = server.url(&name);
    let mut db = MySqlConnection::connect(&url).await.expect("connect");
    run(&mut db, seed).await;
    db.close().await.expect("close");
    Some(url)
}

/// A slot on a seeded database, and a connection to it as a server would have.
pub(crate) struct Case {
    pub(crate) url: String,
    pub(crate) slot: SlotDatabase,
    pub(crate) server: MySqlConnection,
}

impl Case {
    pub(crate) async fn new(seed: &str) -> Option<Self> {
        let url = given(seed).await?;
        let slot = SlotDatabase::in_place(&url).await.expect("in place");
        let server = MySqlConnection::connect(&url).await.expect("connect");
        Some(Self { url, slot, server })
    }

    /// The workload runs, then the reset; afterwards everything must be the baseline's.
    #[track_caller]
    pub(crate) fn withstands(&mut self, workload: &str) -> impl Future<Output = Restored> {
        let caller = std::panic::Location::caller();
        async move {
            run(&mut self.server, workload).await;
            let restored = self.slot.restore().await.unwrap_or_else(|e| panic!("{caller}: {workload}: {e}"));
            self.slot.verify().await.unwrap_or_else(|e| panic!("{caller}: {workload}: {e}"));
            restored
        }
    }
}

pub(crate) async fn run(db: &mut MySqlConnection, sql: &str) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(db).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// The first value of the last row, as text.
pub(crate) async fn value(db: &mut MySqlConnection, sql: &str) -> String {
    use sqlx::Row as _;
    let rows = sqlx::raw_sql(AssertSqlSafe(sql))
        .fetch_all(db)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
    let value: Option<Vec<u8>> = rows.last().expect("a row").try_get_unchecked(0).expect("a value");
    String::from_utf8_lossy(&value.unwrap_or_default()).into_owned()
}
