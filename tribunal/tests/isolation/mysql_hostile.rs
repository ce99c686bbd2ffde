//! Workloads that break resets of other kinds, on `MariaDB`.

use std::time::Instant;

use sqlx::{AssertSqlSafe, Connection, MySqlConnection};
use tribunal::isolation::Reset;

use crate::mysql_case::{Case, SHOP, run, value};

#[tokio::test]
async fn writes_are_taken_back_table_by_table() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    for (workload, tables) in [
        ("INSERT INTO customers (name) VALUES ('mallory')", 1),
        ("UPDATE customers SET name = CONCAT(name, '!'); UPDATE orders SET cents = 0", 2),
        ("DELETE FROM customers", 2),
        ("SELECT * FROM orders", 0),
        ("SELECT * FROM orders", 0),
        ("BEGIN; DELETE FROM orders; ROLLBACK", 0),
        (
            "CREATE TEMPORARY TABLE scratch (id INT); INSERT INTO scratch VALUES (1); DROP TEMPORARY TABLE scratch",
            0,
        ),
        ("SET foreign_key_checks = 0; DELETE FROM customers; SET foreign_key_checks = 1", 1),
        ("SET foreign_key_checks = 0; TRUNCATE customers; TRUNCATE orders; SET foreign_key_checks = 1", 2),
        ("CALL clear_orders()", 1),
        ("UPDATE customers SET name = 'ANN' WHERE name = 'ann'", 1),
        ("INSERT INTO customers (name) VALUES ('a '); UPDATE customers SET name = 'a' WHERE name = 'a '", 1),
        ("REPLACE INTO customers (id, name) VALUES (2, 'robert')", 2),
        ("INSERT INTO customers (id, name) VALUES (900, 'far')", 1),
    ] {
        let restored = case.withstands(workload).await;
        assert_eq!((restored.dirty_tables, restored.rebuilt), (tables, false), "{workload}");
    }
    assert_eq!(
        value(&mut case.server, "SELECT COUNT(*) FROM orders WHERE euros = 2.5 AND tenths = 25").await,
        "1"
    );
}

#[tokio::test]
async fn numbers_burnt_by_failed_inserts_come_back() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    for _ in 0..3 {
        let failed =
            sqlx::raw_sql("INSERT INTO customers (name) VALUES ('ann')").execute(&mut case.server).await;
        failed.expect_err("the name is taken");
    }
    assert_eq!(case.withstands("SELECT 1").await.dirty_tables, 0);
    run(&mut case.server, "INSERT INTO customers (name) VALUES ('zoe')").await;
    assert_eq!(value(&mut case.server, "SELECT LAST_INSERT_ID()").await, "4");
    case.withstands("SELECT 1").await;
    run(&mut case.server, "INSERT INTO orders (customer_id, cents) VALUES (1, 1)").await;
    assert_eq!(value(&mut case.server, "SELECT LAST_INSERT_ID()").await, "4");
}

#[tokio::test]
async fn a_number_that_only_memory_knows_as_burnt_comes_back() {
    let Some(mut case) = Case::new(
        "CREATE TABLE mails (mail VARCHAR(20) PRIMARY KEY, id INT AUTO_INCREMENT UNIQUE); INSERT INTO mails (mail) VALUES ('a')",
    )
    .await
    else {
        return;
    };
    // Twice nothing, so that what follows is the only thing that happened.
    case.withstands("SELECT 1").await;
    case.withstands("SELECT 1").await;
    for _ in 0..3 {
        let failed = sqlx::raw_sql("INSERT INTO mails (mail) VALUES ('a')").execute(&mut case.server).await;
        failed.expect_err("the mail is taken");
        case.withstands("SELECT 1").await;
    }
    run(&mut case.server, "INSERT INTO mails (mail) VALUES ('b')").await;
    assert_eq!(value(&mut case.server, "SELECT LAST_INSERT_ID()").await, "2");
}

#[tokio::test]
async fn partitions_come_back_however_they_were_written() {
    let Some(mut case) = Case::new(
        "CREATE TABLE visits (id BIGINT AUTO_INCREMENT, at DATE NOT NULL, note TEXT, PRIMARY KEY (id, at))
           PARTITION BY RANGE COLUMNS (at) (PARTITION y25 VALUES LESS THAN ('2026-01-01'), PARTITION y26 VALUES LESS THAN MAXVALUE);
         INSERT INTO visits (at, note) VALUES ('2025-05-05', 'a'), ('2026-06-06', 'b')",
    )
    .await
    else {
        return;
    };
    for workload in [
        "INSERT INTO visits (at) VALUES ('2025-02-02')",
        "DELETE FROM visits WHERE at >= '2026-01-01'",
        "UPDATE visits SET at = at + INTERVAL 1 YEAR WHERE at < '2026-01-01'",
        "TRUNCATE visits",
        "ALTER TABLE visits TRUNCATE PARTITION y25",
    ] {
        assert_eq!(case.withstands(workload).await.dirty_tables, 1, "{workload}");
    }
    case.withstands("ALTER TABLE visits DROP PARTITION y25").await;
}

#[tokio::test]
async fn user_triggers_do_not_fire_during_a_reset_and_are_there_again() {
    let Some(mut case) = Case::new(
        "CREATE TABLE notes (id INT AUTO_INCREMENT PRIMARY KEY, body TEXT, changed INT NOT NULL DEFAULT 0);
         CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, what TEXT);
         INSERT INTO notes (body) VALUES ('a'), ('b');
         CREATE TRIGGER second BEFORE INSERT ON notes FOR EACH ROW SET NEW.changed = NEW.changed + 1;
         CREATE TRIGGER first BEFORE INSERT ON notes FOR EACH ROW PRECEDES second SET NEW.changed = NEW.changed * 10 + 7;
         CREATE TRIGGER gone AFTER DELETE ON notes FOR EACH ROW INSERT INTO log (what) VALUES (OLD.body);
         CREATE TRIGGER never BEFORE DELETE ON log FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'log is for ever';
         CREATE TRIGGER changed BEFORE UPDATE ON notes FOR EACH ROW SET NEW.changed = OLD.changed + 1",
    )
    .await
    else {
        return;
    };
    for _ in 0..3 {
        let restored = case.withstands("UPDATE notes SET body = 'c'; DELETE FROM notes WHERE id = 1").await;
        assert_eq!((restored.dirty_tables, restored.rebuilt), (2, false));
    }
    run(&mut case.server, "INSERT INTO notes (body) VALUES ('d'); DELETE FROM notes WHERE id = 2").await;
    assert_eq!(
        value(&mut case.server, "SELECT changed FROM notes WHERE body = 'd'").await,
        "8",
        "first, then second"
    );
    assert_eq!(value(&mut case.server, "SELECT COUNT(*) FROM log").await, "1");
    case.withstands("DROP TRIGGER first").await;
    run(&mut case.server, "INSERT INTO notes (body) VALUES ('d')").await;
    assert_eq!(
        value(&mut case.server, "SELECT changed FROM notes WHERE body = 'd'").await,
        "8",
        "in the same order"
    );
}

#[tokio::test]
async fn odd_names_and_types_come_back() {
    let Some(mut case) = Case::new(
        r#"CREATE TABLE `Order ``x`` 'y'` (`Id` INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, `it's a \\ name` JSON, at TIMESTAMP(6) NULL,
           day DATE, zero DATETIME NULL, mood ENUM('good', 'bad'), tags SET('a', 'b', 'c'), place GEOMETRY, bytes BLOB, fixed BINARY(4),
           flags BIT(10), price DECIMAL(30,10), ratio FLOAT, exact DOUBLE, year YEAR, took TIME(3), latin VARCHAR(20) CHARACTER SET latin1,
           long_text LONGTEXT, tiny TINYTEXT, uid UUID, ip INET6, nothing INT, `select` INT AS (`Id` + 1) VIRTUAL);
         SET sql_mode = '';
         INSERT INTO `Order ``x`` 'y'` VALUES (0, '{"a": 1}', '2024-03-31 02:30:00.123456', '2024-00-00', '0000-00-00', 'good', 'a,c',
           POINT(1, 2), x'00FF', x'01', b'1010', 1.5, 0.1, 1e-300, 2024, '-12:00:00.5', 'grün', REPEAT('long ', 100000), 'tiny',
           UUID(), '::1', NULL, DEFAULT), (NULL, NULL, NULL, NULL, NULL, 'neither', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, DEFAULT);
         SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'; INSERT INTO `Order ``x`` 'y'` (`Id`) VALUES (0); SET sql_mode = DEFAULT;
         CREATE TABLE twins (word VARCHAR(10)); INSERT INTO twins VALUES ('a'), ('a'), ('b'), (NULL);
         CREATE TABLE tree (id INT PRIMARY KEY, up INT, FOREIGN KEY (up) REFERENCES tree (id)); INSERT INTO tree VALUES (1, NULL), (2, 1);
         CREATE VIEW `odd view` AS SELECT `it's a \\ name`, 'grün' AS word FROM `Order ``x`` 'y'`"#,
    )
    .await
    else {
        return;
    };
    let update = |set: &str| format!("UPDATE `Order ``x`` 'y'` SET {set} WHERE `Id` = 1");
    for set in [
        r#"`it's a \\ name` = '{"a": 2}'"#,
        "at = at + INTERVAL 1 MICROSECOND",
        "day = NULL",
        "zero = '2024-01-01'",
        "mood = 'bad'",
        "tags = 'a'",
        "place = POINT(1, 3)",
        "place = ST_GeomFromText('POINT(1 2)', 4326)",
        "bytes = x'00FE'",
        "fixed = x'02'",
        "flags = b'1011'",
        "price = 1.5000000001",
        "ratio = 0.10000001",
        "exact = 2e-300",
        "year = 2025",
        "took = '-12:00:00.501'",
        "latin = 'GRÜN'",
        "long_text = CONCAT(long_text, 'x')",
        "tiny = 'tiny '",
        "uid = UUID()",
        "ip = '::2'",
        "nothing = 0",
    ] {
        let restored = case.withstands(&update(set)).await;
        assert_eq!(restored.dirty_tables, 1, "{set}");
    }
    for workload in [
        "DELETE FROM `Order ``x`` 'y'`",
        "UPDATE twins SET word = 'b' WHERE word = 'a'",
        "DELETE FROM twins WHERE word = 'a'",
        "INSERT INTO twins VALUES ('c'), ('c')",
        "UPDATE twins SET word = '' WHERE word IS NULL",
        "DELETE FROM tree WHERE id = 2; DELETE FROM tree",
    ] {
        assert_eq!(case.withstands(workload).await.dirty_tables, 1, "{workload}");
    }
    case.withstands("DROP VIEW `odd view`; DROP TABLE `Order ``x`` 'y'`").await;
}

#[tokio::test]
async fn keys_in_a_cycle_come_back() {
    let Some(mut case) = Case::new(
        "CREATE TABLE teams (id INT PRIMARY KEY, captain_id INT);
         CREATE TABLE players (id INT PRIMARY KEY, team_id INT NOT NULL, friend_id INT,
           FOREIGN KEY (team_id) REFERENCES teams (id), FOREIGN KEY (friend_id) REFERENCES players (id));
         INSERT INTO teams VALUES (1, NULL); INSERT INTO players VALUES (1, 1, NULL), (2, 1, 1);
         UPDATE teams SET captain_id = 2; ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players (id)",
    )
    .await
    else {
        return;
    };
    let workload = "UPDATE teams SET captain_id = NULL; DELETE FROM players WHERE id = 2; DELETE FROM players; DELETE FROM teams";
    assert_eq!(case.withstands(workload).await.dirty_tables, 2);
    assert_eq!(
        case.withstands("SET foreign_key_checks = 0; DROP TABLE teams; SET foreign_key_checks = 1")
            .await
            .dirty_tables,
        1
    );
}

#[tokio::test]
async fn tables_without_transactions_and_sequences_come_back() {
    let Some(mut case) = Case::new(
        "CREATE TABLE plain (id INT AUTO_INCREMENT PRIMARY KEY, word TEXT, FULLTEXT (word)) ENGINE = MyISAM;
         CREATE TABLE grouped (grp INT, id INT AUTO_INCREMENT, PRIMARY KEY (grp, id)) ENGINE = MyISAM;
         CREATE TABLE aria (id INT PRIMARY KEY) ENGINE = Aria; CREATE TABLE brief (id INT) ENGINE = MEMORY;
         INSERT INTO plain (word) VALUES ('a'), ('b'); INSERT INTO grouped (grp) VALUES (1), (1), (2);
         INSERT INTO aria VALUES (1); INSERT INTO brief VALUES (1), (1); CREATE SEQUENCE tickets; DO NEXTVAL(tickets)",
    )
    .await
    else {
        return;
    };
    let workload = "INSERT INTO plain (word) VALUES ('c'); DELETE FROM grouped WHERE grp = 1; INSERT INTO grouped (grp) VALUES (2);
        DELETE FROM aria; TRUNCATE brief";
    for _ in 0..3 {
        assert_eq!(case.withstands(workload).await.dirty_tables, 4);
        assert_eq!(
            value(&mut case.server, "SELECT NEXTVAL(tickets)").await,
            "2",
            "a number in store is given up"
        );
        assert_eq!(case.withstands("SELECT 1").await.dirty_tables, 1);
    }
    run(&mut case.server, "INSERT INTO plain (word) VALUES ('c')").await;
    assert_eq!(value(&mut case.server, "SELECT LAST_INSERT_ID()").await, "3");
}

#[tokio::test]
async fn a_large_table_is_repaired_row_by_row() {
    let Some(mut case) = Case::new(
        "CREATE TABLE cities (country VARCHAR(10), id INT, name VARCHAR(50), PRIMARY KEY (country, id));
         INSERT INTO cities SELECT CONCAT('c', seq MOD 100), seq, CONCAT('city ', seq) FROM seq_1_to_100000",
    )
    .await
    else {
        return;
    };
    // Counted over all sessions: the server has just this test's large table, but other tests write beside it.
    let written = "SELECT SUM(count_write) FROM performance_schema.table_io_waits_summary_by_table
                   WHERE object_name = 'cities' AND object_schema = DATABASE()";
    run(
        &mut case.server,
        "UPDATE performance_schema.setup_instruments SET enabled = 'YES' WHERE name LIKE 'wait/io/table/%'",
    )
    .await;
    for workload in [
        "INSERT INTO cities VALUES ('new', 1, 'x')",
        "UPDATE cities SET name = 'renamed' WHERE id <= 3",
        "UPDATE cities SET id = -id WHERE id <= 3",
        "DELETE FROM cities WHERE id BETWEEN 50 AND 60",
        "DELETE FROM cities WHERE id = 7; INSERT INTO cities VALUES ('c7', 7, 'another')",
        "INSERT INTO cities VALUES ('c1', 1, 'mine') ON DUPLICATE KEY UPDATE name = 'theirs'",
        "UPDATE cities SET country = UPPER(country) WHERE id = 9",
    ] {
        run(&mut case.server, workload).await;
        let before: u64 = value(&mut case.server, written).await.parse().expect("a number");
        let restored = case.slot.restore().await.expect("restore");
        let after: u64 = value(&mut case.server, written).await.parse().expect("a number");
        assert_eq!((restored.dirty_tables, restored.rebuilt), (1, false), "{workload}");
        assert!(after > before && after - before <= 30, "{workload}: {} rows were written", after - before);
    }
    case.withstands("TRUNCATE cities").await;
    // Nothing happened twice: the redo log stands still, and no row is read.
    case.withstands("SELECT 1").await;
    let started = Instant::now();
    assert_eq!(case.slot.restore().await.expect("restore").dirty_tables, 0);
    println!("a restore after which nothing was written: {:?}", started.elapsed());
}

#[tokio::test]
async fn an_open_transaction_of_a_foreign_client_is_waited_for_and_then_named() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    for write in [
        "INSERT INTO customers (name) VALUES ('late')",
        "DELETE FROM orders WHERE id = 1",
        "UPDATE orders SET cents = 7 WHERE id = 2",
    ] {
        let mut foreign = MySqlConnection::connect(&case.url).await.expect("connect");
        run(&mut foreign, &format!("BEGIN; {write}")).await;
        let id = value(&mut foreign, "SELECT CONNECTION_ID()").await;
        let started = Instant::now();
        let error = case.slot.restore().await.expect_err("the transaction is open").to_string();
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
        assert!(
            error.contains(&format!("session {id} (root@")) && error.contains("has had a transaction open"),
            "{error}"
        );
        run(&mut foreign, "COMMIT").await;
        case.withstands("SELECT 1").await;
    }
    let mut foreign = MySqlConnection::connect(&case.url).await.expect("connect");
    run(&mut foreign, "BEGIN; SELECT * FROM customers").await;
    run(&mut case.server, "INSERT INTO customers (name) VALUES ('x')").await;
    let error = case.slot.restore().await.expect_err("a reader keeps the counter").to_string();
    assert!(error.contains("has had a transaction open"), "{error}");
    run(&mut foreign, "COMMIT").await;
    case.withstands("SELECT 1").await;
}

#[tokio::test]
async fn thousands_of_resets_stay_right_and_small() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    for round in 0..2_000 {
        let workload = format!(
            "UPDATE customers SET name = 'n{round}' WHERE id = 1; UPDATE orders SET cents = {round} + 1000"
        );
        sqlx::raw_sql(AssertSqlSafe(workload)).execute(&mut case.server).await.expect("write");
        assert_eq!(case.slot.restore().await.expect("restore").dirty_tables, 2);
    }
    case.slot.verify().await.expect("the baseline");
    let bytes: u64 = value(
        &mut case.server,
        "SELECT SUM(data_length + index_length) FROM information_schema.tables WHERE table_schema LIKE CONCAT(DATABASE(), '%')
         AND engine = 'InnoDB'",
    )
    .await
    .parse()
    .expect("a number");
    assert!(bytes < 1 << 20, "{bytes} bytes");
}
