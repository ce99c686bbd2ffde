//! A server with a connection pool of its own on `MariaDB`, which knows nothing of us: the real command puts its database
//! back before every example, and leaves no trace.

use std::process::Command;

use serde_json::json;
use sqlx::{Connection, MySqlConnection, MySqlPool, mysql::MySqlPoolOptions};

use crate::{
    kennel::{Listening, Reply, listen},
    mariadb,
    postgres::VISITS,
};

const SCHEMA: &str = "CREATE TABLE visits (id INT AUTO_INCREMENT PRIMARY KEY)";

/// Counts visits.
async fn counting(pool: MySqlPool) -> Listening {
    let runtime = tokio::runtime::Handle::current();
    listen(move |_| {
        let visit = async {
            let made = sqlx::query("INSERT INTO visits () VALUES ()").execute(&pool).await?;
            let visits: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM visits").fetch_one(&pool).await?;
            Ok::<_, sqlx::Error>(json!({"id": made.last_insert_id(), "visits": visits}))
        };
        let visit = tokio::task::block_in_place(|| runtime.block_on(visit)).expect("a visit");
        let headers = vec![("content-type", "application/json".to_owned())];
        Reply::Answer { status: 201, headers, body: visit.to_string().into_bytes() }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_elsewhere_with_its_own_pool_stands_at_the_baseline_for_every_example_on_mariadb() {
    let Some(mariadb) = mariadb::server() else { return };
    let mut admin = MySqlConnection::connect(&mariadb.url("mysql")).await.expect("connect");
    sqlx::raw_sql("CREATE DATABASE visits").execute(&mut admin).await.expect("a database");
    let url = mariadb.url("visits");
    let pool =
        MySqlPoolOptions::new().min_connections(3).max_connections(3).connect(&url).await.expect("a pool");
    sqlx::raw_sql(SCHEMA).execute(&pool).await.expect("a table");
    let server = counting(pool.clone()).await;
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("visits.yaml"), VISITS).expect("a file");
    for (order, url) in [
        ("document", url.clone()),
        ("random:1", url.clone()),
        ("random:2", url.replacen("mysql:", "mariadb:", 1)),
    ] {
        let mut tribunal = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        tribunal.current_dir(&folder).args(["run", "visits.yaml", &server.base_url, "--database", &url]);
        tribunal.args(["--examples", "exact", "--order", order]);
        let output = tokio::task::spawn_blocking(move || tribunal.output()).await.expect("a thread");
        let output = output.expect("the binary runs");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(
            output.status.code(),
            Some(0),
            "{order}: {said}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(said.contains("3 passed"), "{order}: {said}");
    }
    let visits: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM visits").fetch_one(&pool).await.expect("counted");
    let traces: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '%tribunal%'",
    )
    .fetch_one(&mut admin)
    .await
    .expect("counted");
    assert_eq!((visits, traces), (0, 0), "the database is as it was, without a trace of the run");
    pool.close().await;
}
