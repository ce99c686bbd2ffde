//! Databases that servers fill themselves: one for each slot, each its own, and none of them outlives the run.

use sqlx::{Connection, PgConnection, SqliteConnection};
use tribunal::isolation::{DatabaseChoice, Databases, Reset, SlotDatabase};

use crate::support::given;

const SEED: &str = "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT)";

async fn execute(url: &str, sql: &'static str) {
    if url.starts_with("sqlite:") {
        let mut server = SqliteConnection::connect(url).await.expect("a connection");
        sqlx::raw_sql(sql).execute(&mut server).await.expect(sql);
        server.close().await.expect("closed");
    } else {
        let mut server = PgConnection::connect(url).await.expect("a connection");
        sqlx::raw_sql(sql).execute(&mut server).await.expect(sql);
        server.close().await.expect("closed");
    }
}

async fn each_is_its_own(choice: DatabaseChoice) {
    let databases = Databases::open(&choice).await.expect("databases");
    let urls = [databases.own(0).await.expect("one"), databases.own(1).await.expect("another")];
    assert_eq!(urls[0], databases.baseline_url());
    for url in &urls {
        assert!(databases.is_empty(url).await.expect("looked into"), "{url}");
    }
    execute(&urls[1], SEED).await;
    assert!(databases.is_empty(&urls[0]).await.expect("looked into"));
    assert!(!databases.is_empty(&urls[1]).await.expect("looked into"));
    let mut slot = SlotDatabase::in_place(&urls[1]).await.expect("a slot");
    execute(&urls[1], "INSERT INTO notes VALUES (1, 'x')").await;
    assert_eq!(slot.restore().await.expect("restored").dirty_tables, 1);
    slot.verify().await.expect("the baseline");
    slot.close().await.expect("closed");
    databases.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    each_is_its_own(DatabaseChoice::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_private_cluster() {
    each_is_its_own(DatabaseChoice::Local).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_server_of_the_users_nothing_of_them_stays() {
    let url = given("").await;
    let databases = Databases::open(&DatabaseChoice::Url(url.clone())).await.expect("databases");
    let own = databases.own(3).await.expect("a database");
    let name = own.rsplit('/').next().expect("a name").to_owned();
    assert!(there_are(&url).await.contains(&name), "{name}");
    databases.close().await.expect("closed");
    assert!(!there_are(&url).await.contains(&name), "{name}");
}

async fn there_are(url: &str) -> Vec<String> {
    let mut db = PgConnection::connect(url).await.expect("a connection");
    sqlx::query_scalar("SELECT datname::text FROM pg_database").fetch_all(&mut db).await.expect("names")
}
