//! A database on `MariaDB` in place: taken, restored, given back.

use std::time::Duration;

use sqlx::{Connection, MySqlConnection, mysql::MySqlPoolOptions};
use tribunal::isolation::{DatabaseChoice, Databases, Reset, SlotDatabase};

use crate::{
    mariadb::{MariaDb, server},
    mysql_case::{Case, SHOP, given, run, value},
};

/// Whether a database of our kind is there.
async fn traces(db: &mut MySqlConnection, url: &str) -> String {
    let name = url.rsplit_once('/').expect("a path").1;
    let sql = format!("SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '{name}\\_%'");
    value(db, &sql).await
}

#[tokio::test]
async fn close_leaves_the_database_as_it_was_without_a_trace() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    run(&mut case.server, "DELETE FROM customers; INSERT INTO customers (name) VALUES ('zoe')").await;
    assert_eq!(traces(&mut case.server, &case.url).await, "1");
    case.slot.close().await.expect("close");
    assert_eq!(
        value(&mut case.server, "SELECT GROUP_CONCAT(id, name) FROM customers").await,
        "1ann,2bob,3eve"
    );
    assert_eq!(value(&mut case.server, "SELECT COUNT(*) FROM orders").await, "3");
    assert_eq!(traces(&mut case.server, &case.url).await, "0");
    run(&mut case.server, "INSERT INTO customers (name) VALUES ('zoe')").await;
    assert_eq!(value(&mut case.server, "SELECT id FROM customers WHERE name = 'zoe'").await, "4");
}

#[tokio::test]
async fn every_connection_of_an_open_pool_sees_the_baseline() {
    let Some(url) = given(SHOP).await else { return };
    let mut slot = SlotDatabase::in_place(&url).await.expect("in place");
    let pool =
        MySqlPoolOptions::new().min_connections(4).max_connections(4).connect(&url).await.expect("pool");
    for round in 0..20 {
        let mut all = Vec::new();
        for _ in 0..4 {
            all.push(pool.acquire().await.expect("connection"));
        }
        for (number, db) in all.iter_mut().enumerate() {
            // Prepared, as most drivers do it: the server has to prepare it again where we altered the table.
            let made =
                sqlx::query("INSERT INTO customers (name) VALUES (?)").bind(format!("n{round}-{number}"));
            made.execute(&mut **db).await.expect("insert");
        }
        drop(all);
        let restored = slot.restore().await.expect("restore");
        assert_eq!((restored.dirty_tables, restored.rebuilt), (1, false), "round {round}");
        for _ in 0..4 {
            let count: i64 =
                sqlx::query_scalar("SELECT COUNT(*) FROM customers").fetch_one(&pool).await.expect("count");
            assert_eq!(count, 3, "round {round}");
        }
    }
    slot.verify().await.expect("the baseline");
    pool.close().await;
    slot.close().await.expect("close");
}

#[tokio::test]
async fn a_second_run_on_the_same_database_is_refused() {
    let Some(case) = Case::new(SHOP).await else { return };
    let error = SlotDatabase::in_place(&case.url).await.expect_err("one at a time").to_string();
    assert!(error.contains("another run is at work"), "{error}");
    case.slot.close().await.expect("close");
    SlotDatabase::in_place(&case.url).await.expect("free again").close().await.expect("close");
}

#[tokio::test]
async fn what_a_killed_run_left_is_put_back_first() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    run(
        &mut case.server,
        "DELETE FROM customers; DROP TABLE orders; CREATE TABLE extra (id INT); ALTER TABLE customers ADD age INT",
    )
    .await;
    // As a kill does it: the session ends, and nothing is put back.
    drop(case.slot);
    let mut slot = SlotDatabase::in_place(&case.url).await.expect("recovered");
    assert_eq!(value(&mut case.server, "SELECT COUNT(*) FROM orders").await, "3");
    assert_eq!(
        value(&mut case.server, "SELECT GROUP_CONCAT(id, name) FROM customers").await,
        "1ann,2bob,3eve"
    );
    slot.verify().await.expect("the baseline");
    slot.close().await.expect("close");
    assert_eq!(traces(&mut case.server, &case.url).await, "0");
}

#[tokio::test]
async fn an_installation_that_was_killed_is_done_again() {
    let Some(url) = given(SHOP).await else { return };
    let mut db = MySqlConnection::connect(&url).await.expect("connect");
    let ours = format!("{}_tribunal_snapshot", url.rsplit_once('/').expect("a path").1);
    let begun = format!(
        "CREATE DATABASE {ours}; CREATE TABLE {ours}.tribunal_state (complete INT PRIMARY KEY); CREATE TABLE {ours}.t0 (id INT)"
    );
    run(&mut db, &begun).await;
    let mut slot = SlotDatabase::in_place(&url).await.expect("in place");
    slot.verify().await.expect("the baseline");
    slot.close().await.expect("close");
    assert_eq!(traces(&mut db, &url).await, "0");
}

#[tokio::test]
async fn a_database_of_our_name_that_is_not_ours_is_never_touched() {
    let Some(url) = given(SHOP).await else { return };
    let mut db = MySqlConnection::connect(&url).await.expect("connect");
    let ours = format!("{}_tribunal_snapshot", url.rsplit_once('/').expect("a path").1);
    run(&mut db, &format!("CREATE DATABASE {ours}; CREATE TABLE {ours}.precious (id INT)")).await;
    let error = SlotDatabase::in_place(&url).await.expect_err("not ours").to_string();
    assert!(error.contains("not ours"), "{error}");
    assert_eq!(value(&mut db, &format!("SELECT COUNT(*) FROM {ours}.precious")).await, "0");
}

#[tokio::test]
async fn a_missing_right_is_told_with_the_grant_that_helps() {
    let Some(url) = given(SHOP).await else { return };
    let (root, name) = url.rsplit_once('/').expect("a path");
    let mut db = MySqlConnection::connect(&url).await.expect("connect");
    run(
        &mut db,
        &format!("CREATE USER {name} IDENTIFIED BY 'secret'; GRANT SELECT, INSERT ON {name}.* TO {name}"),
    )
    .await;
    let theirs = format!("{}/{name}", root.replace("root", &format!("{name}:secret")));
    let error = SlotDatabase::in_place(&theirs).await.expect_err("rights").to_string();
    assert!(error.contains("GRANT DELETE, ALTER, DROP, SHOW VIEW, TRIGGER ON `case"), "{error}");
    assert!(!error.contains("secret"), "{error}");
    run(&mut db, &format!("GRANT ALL ON {name}.* TO {name}")).await;
    let error = SlotDatabase::in_place(&theirs).await.expect_err("no database of our own").to_string();
    let grant = error.split("GRANT").nth(1).expect("a grant").to_owned();
    assert!(grant.contains(r"\_tribunal\_snapshot`.* TO"), "{error}");
    run(&mut db, &format!("GRANT {grant}")).await;
    let mut slot = SlotDatabase::in_place(&theirs).await.expect("enough rights");
    run(&mut db, "DELETE FROM orders").await;
    assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1);
    let mut blocker = MySqlConnection::connect(&theirs).await.expect("connect");
    run(&mut blocker, "BEGIN; DELETE FROM orders").await;
    let error = slot.restore().await.expect_err("a transaction is open").to_string();
    assert!(error.contains("GRANT PROCESS") && error.contains(name), "{error}");
    run(&mut blocker, "ROLLBACK").await;
    slot.close().await.expect("close");
}

#[tokio::test]
async fn triggers_that_could_not_be_made_again_are_told_at_once() {
    let Some(url) = given(SHOP).await else { return };
    let (root, name) = url.rsplit_once('/').expect("a path");
    let mut db = MySqlConnection::connect(&url).await.expect("connect");
    run(
        &mut db,
        &format!(
            "CREATE TRIGGER stamp BEFORE INSERT ON orders FOR EACH ROW SET NEW.cents = NEW.cents + 1;
             CREATE USER {name} IDENTIFIED BY 'secret'; GRANT ALL ON {name}.* TO {name};
             GRANT ALL ON {name}_tribunal_snapshot.* TO {name}"
        ),
    )
    .await;
    let theirs = format!("{}/{name}", root.replace("root", &format!("{name}:secret")));
    let error = SlotDatabase::in_place(&theirs).await.expect_err("root's trigger").to_string();
    assert!(error.contains("SET USER"), "{error}");
    assert_eq!(traces(&mut db, &url).await, "0", "nothing is left of the attempt");
}

#[tokio::test]
async fn tables_that_cannot_be_put_back_are_refused_by_name() {
    for (ddl, why) in [
        ("CREATE TABLE past (id INT) WITH SYSTEM VERSIONING", "keeps its own history"),
        ("CREATE TABLE past (id INT) ENGINE = ARCHIVE", "is on the engine ARCHIVE"),
    ] {
        let Some(url) = given(SHOP).await else { return };
        let mut db = MySqlConnection::connect(&url).await.expect("connect");
        if sqlx::raw_sql(sqlx::AssertSqlSafe(ddl)).execute(&mut db).await.is_err() {
            // An engine is a plugin, which may not be there.
            continue;
        }
        let error = SlotDatabase::in_place(&url).await.expect_err(ddl).to_string();
        assert!(error.contains("`past`") && error.contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_lost_connection_heals_by_a_new_one_and_a_comparison() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    run(&mut case.server, "DELETE FROM orders").await;
    let name = case.url.rsplit_once('/').expect("a path").1.to_owned();
    let holder = format!("SELECT IS_USED_LOCK(CONCAT('tribunal_', LEFT(SHA2('{name}', 256), 40)))");
    let id = value(&mut case.server, &holder).await;
    run(&mut case.server, &format!("KILL {id}")).await;
    let restored = case.slot.restore().await.expect("restore");
    assert_eq!((restored.dirty_tables, restored.rebuilt), (1, false));
    case.slot.verify().await.expect("the baseline");
    assert_ne!(value(&mut case.server, &holder).await, id, "the new session holds the lock");
}

#[tokio::test]
async fn a_server_that_was_stopped_is_an_error_that_ends() {
    let Some(_) = server() else { return };
    let own = MariaDb::start().expect("a server");
    let mut db = MySqlConnection::connect(&own.url("mysql")).await.expect("connect");
    run(&mut db, "CREATE DATABASE shop; CREATE TABLE shop.t (id INT)").await;
    let mut slot = SlotDatabase::in_place(&own.url("shop")).await.expect("in place");
    drop(own);
    let error = tokio::time::timeout(Duration::from_secs(20), slot.restore()).await.expect("an end");
    error.expect_err("no server");
}

#[tokio::test]
async fn copies_for_slots_are_refused_with_what_is_possible() {
    let choice = DatabaseChoice::Url("mysql://someone:secret@127.0.0.1:1/shop".to_owned());
    let error = Databases::open(&choice).await.expect_err("no copies").to_string();
    assert!(error.contains("under a server that works on it") && !error.contains("secret"), "{error}");
}

#[tokio::test]
async fn an_address_without_a_server_or_database_is_a_clear_error() {
    let error = SlotDatabase::in_place("mysql://someone:secret@127.0.0.1:1/shop")
        .await
        .expect_err("nobody")
        .to_string();
    assert!(error.contains("127.0.0.1:1/shop gives no connection") && !error.contains("secret"), "{error}");
    let Some(server) = server() else { return };
    let error =
        SlotDatabase::in_place(&server.url("nothing_here")).await.expect_err("no database").to_string();
    assert!(error.contains("there is no database `nothing_here`"), "{error}");
}
