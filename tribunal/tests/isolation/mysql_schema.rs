//! Tests that change definitions, on `MariaDB`: all of it heals in place.

use sqlx::{Connection, MySqlConnection};

use crate::mysql_case::{Case, SHOP, run, value};

#[tokio::test]
async fn schema_changes_heal_in_place_and_connections_stay_good() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    let mut pooled = MySqlConnection::connect(&case.url).await.expect("connect");
    for ddl in [
        "ALTER TABLE customers ADD COLUMN age INT",
        "ALTER TABLE customers DROP COLUMN name",
        "ALTER TABLE orders MODIFY cents BIGINT",
        "DROP TABLE orders",
        "DROP VIEW totals; DROP TABLE orders, customers",
        "CREATE TABLE extra (id INT); INSERT INTO extra VALUES (1)",
        "CREATE TABLE child (id INT, c BIGINT, FOREIGN KEY (c) REFERENCES customers (id)); INSERT INTO child VALUES (1, 1)",
        "CREATE INDEX by_cents ON orders (cents)",
        "RENAME TABLE customers TO people",
        "DROP VIEW totals",
        "DROP VIEW totals, best; CREATE TABLE totals (id INT)",
        "CREATE OR REPLACE VIEW best AS SELECT 1 AS x",
        "CREATE VIEW more AS SELECT * FROM best",
        "DROP FUNCTION one",
        "DROP PROCEDURE clear_orders; CREATE PROCEDURE clear_orders() SELECT 1",
        "CREATE PROCEDURE more() SELECT 1",
        "CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW SET NEW.cents = 0; INSERT INTO orders (customer_id, cents) VALUES (1, 5)",
        "CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM orders",
        "ALTER TABLE customers COMMENT = 'changed'",
        "ALTER TABLE orders DROP FOREIGN KEY orders_ibfk_1; DELETE FROM customers",
        "DELETE FROM orders; ALTER TABLE orders AUTO_INCREMENT = 1000",
        "CREATE SEQUENCE numbers",
        "SET foreign_key_checks = 0; DROP TABLE customers; CREATE TABLE customers (id INT); SET foreign_key_checks = 1",
    ] {
        let restored = case.withstands(ddl).await;
        // A counter is no definition.
        assert_eq!((restored.healed, restored.rebuilt), (!ddl.contains("AUTO_INCREMENT = "), false), "{ddl}");
        let count: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM orders JOIN customers c ON c.id = customer_id")
                .fetch_one(&mut pooled)
                .await
                .expect(ddl);
        assert_eq!(count, 3, "{ddl}");
        assert_eq!(value(&mut pooled, "SELECT SUM(cents) + one() FROM best").await, "351", "{ddl}");
    }
    let refused =
        sqlx::raw_sql("INSERT INTO orders (customer_id, cents) VALUES (77, 1)").execute(&mut pooled).await;
    refused.expect_err("the foreign key is there again");
}

#[tokio::test]
async fn a_database_that_was_dropped_itself_is_made_again_and_said_to_be() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    let name = case.url.rsplit_once('/').expect("a path").1.to_owned();
    assert!(case.withstands(&format!("DROP DATABASE {name}")).await.rebuilt);
    run(&mut case.server, &format!("USE {name}")).await;
    assert_eq!(value(&mut case.server, "SELECT SUM(cents) FROM best").await, "350");
    let workload = format!("DROP DATABASE {name}; CREATE DATABASE {name} CHARACTER SET latin1; USE {name}");
    case.withstands(&workload).await;
    assert_eq!(value(&mut case.server, "SELECT SUM(cents) FROM best").await, "350");
}

#[tokio::test]
async fn a_flush_of_the_status_does_not_hide_a_change() {
    let Some(mut case) = Case::new(SHOP).await else { return };
    case.withstands("SELECT 1").await;
    case.withstands("FLUSH STATUS; ALTER TABLE customers ADD age INT; FLUSH STATUS").await;
}
