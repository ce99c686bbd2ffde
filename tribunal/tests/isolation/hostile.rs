//! Workloads that break resets of other kinds.

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tribunal::isolation::Reset;

use crate::support::{Case, Mode, number, remade, run};

const SHOP: &str = "
CREATE TABLE customers (id bigserial PRIMARY KEY, name text UNIQUE NOT NULL);
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE, cents int NOT NULL,
  euros numeric GENERATED ALWAYS AS (cents / 100.0) STORED);
INSERT INTO customers (name) VALUES ('ann'), ('bob'), ('eve');
INSERT INTO orders (customer_id, cents) VALUES (1, 100), (1, 250), (2, 99);
";

#[tokio::test]
async fn writes_are_taken_back_table_by_table() {
    for mut case in Case::both(SHOP).await {
        let restored = case.withstands("INSERT INTO customers (name) VALUES ('mallory')").await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (1, false));
        let restored =
            case.withstands("UPDATE customers SET name = name || '!'; UPDATE orders SET cents = 0").await;
        assert_eq!(restored.dirty_tables, 2);
        let restored = case.withstands("SELECT * FROM orders").await;
        assert_eq!(restored.dirty_tables, 0);
    }
}

#[tokio::test]
async fn a_deletion_that_cascades_is_taken_back_in_every_table() {
    for mut case in Case::both(SHOP).await {
        let restored = case.withstands("DELETE FROM customers").await;
        assert_eq!(restored.dirty_tables, 2);
        assert_eq!(number(&mut case.server, "SELECT count(*) FROM orders WHERE euros = 2.5").await, 1);
    }
}

#[tokio::test]
async fn truncate_is_taken_back_without_a_new_database() {
    for mut case in Case::both(SHOP).await {
        let restored = case.withstands("TRUNCATE customers RESTART IDENTITY CASCADE").await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (2, false));
    }
}

#[tokio::test]
async fn numbers_burnt_by_failed_inserts_come_back() {
    for mut case in Case::both(SHOP).await {
        for _ in 0..3 {
            let failed =
                sqlx::raw_sql("INSERT INTO customers (name) VALUES ('ann')").execute(&mut case.server).await;
            failed.expect_err("the name is taken");
        }
        assert_eq!(case.slot.restore().await.expect("restore").dirty_tables, 0);
        let id = number(&mut case.server, "INSERT INTO customers (name) VALUES ('zoe') RETURNING id").await;
        assert_eq!(id, 4);
        case.withstands("SELECT 1").await;
        let id =
            number(&mut case.server, "INSERT INTO orders (customer_id, cents) VALUES (1, 1) RETURNING id")
                .await;
        assert_eq!(id, 4);
    }
}

#[tokio::test]
async fn numbers_that_a_session_keeps_in_store_are_given_up() {
    for mut case in Case::both("CREATE SEQUENCE tickets CACHE 50; SELECT nextval('tickets')").await {
        assert_eq!(number(&mut case.server, "SELECT nextval('tickets')").await, 51);
        case.withstands("SELECT 1").await;
        assert_eq!(number(&mut case.server, "SELECT nextval('tickets')").await, 51);
    }
}

#[tokio::test]
async fn a_rolled_back_write_leaves_no_mark() {
    for mut case in Case::both(SHOP).await {
        let restored = case.withstands("BEGIN; DELETE FROM orders; ROLLBACK").await;
        assert_eq!(restored.dirty_tables, 0);
    }
}

#[tokio::test]
async fn writes_in_replica_mode_are_marked_too() {
    for mut case in Case::both(SHOP).await {
        let workload = "SET session_replication_role = replica; DELETE FROM customers WHERE id = 1; RESET session_replication_role";
        assert_eq!(case.withstands(workload).await.dirty_tables, 1);
    }
}

#[tokio::test]
async fn schema_changes_are_found_and_heal() {
    for mut case in Case::both(SHOP).await {
        for ddl in [
            "ALTER TABLE customers ADD COLUMN age int",
            "DROP TABLE orders",
            "CREATE TABLE extra (id int)",
            "CREATE INDEX ON orders (cents)",
            "ALTER TABLE customers DISABLE TRIGGER ALL; DELETE FROM customers",
            "DROP SCHEMA public CASCADE",
            "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "GRANT SELECT ON orders TO PUBLIC",
        ] {
            case.heals(ddl).await;
            assert_eq!(number(&mut case.server, "SELECT count(*) FROM orders").await, 3, "{ddl}");
        }
    }
}

#[tokio::test]
async fn temporary_tables_and_rolled_back_changes_of_schema_do_not_count() {
    for mut case in Case::both(SHOP).await {
        let restored = case
            .withstands(
                "CREATE TEMP TABLE scratch (id int); INSERT INTO scratch VALUES (1); DROP TABLE scratch;
             BEGIN; DROP TABLE orders; ROLLBACK",
            )
            .await;
        assert!(!remade(&restored));
    }
}

#[tokio::test]
async fn partitions_come_back_however_they_were_written() {
    for mut case in Case::both(
        "CREATE TABLE visits (id bigserial, at date NOT NULL, note text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
         CREATE TABLE visits_25 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
         CREATE TABLE visits_26 PARTITION OF visits FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
           PARTITION BY RANGE (at);
         CREATE TABLE visits_26_all PARTITION OF visits_26 DEFAULT;
         INSERT INTO visits (at, note) VALUES ('2025-05-05', 'a'), ('2026-06-06', 'b');",
    ).await {
    for workload in [
        "INSERT INTO visits (at) VALUES ('2025-02-02')",
        "DELETE FROM visits_26",
        "UPDATE visits_26_all SET note = 'changed'",
        "UPDATE visits SET at = at + interval '1 year' WHERE at < '2026-01-01'",
        "TRUNCATE visits",
    ] {
        let restored = case.withstands(workload).await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (1, false), "{workload}");
    }
}
}

#[tokio::test]
async fn tables_that_inherit_come_back_whichever_was_named() {
    for mut case in Case::both(
        "CREATE TABLE things (id int PRIMARY KEY, name text); CREATE TABLE books (pages int) INHERITS (things);
         INSERT INTO things VALUES (1, 'stone'); INSERT INTO books VALUES (2, 'novel', 300);",
    ).await {
    case.withstands("UPDATE things SET name = 'x'").await;
    case.withstands("DELETE FROM books").await;
    case.withstands("DELETE FROM things").await;
}
}

#[tokio::test]
async fn user_triggers_and_rules_do_not_fire_during_a_reset() {
    for mut case in Case::both(
        "CREATE TABLE notes (id serial PRIMARY KEY, body text, changed int NOT NULL DEFAULT 0);
         CREATE TABLE log (id serial PRIMARY KEY, what text);
         INSERT INTO notes (body) VALUES ('a'), ('b');
         CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           INSERT INTO log (what) VALUES (TG_OP); IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
           NEW.changed := NEW.changed + 1; RETURN NEW; END $$;
         CREATE TRIGGER ordinary BEFORE INSERT OR UPDATE OR DELETE ON notes FOR EACH ROW EXECUTE FUNCTION note_change();
         CREATE TRIGGER always BEFORE INSERT OR UPDATE OR DELETE ON notes FOR EACH ROW EXECUTE FUNCTION note_change();
         ALTER TABLE notes ENABLE ALWAYS TRIGGER always;
         CREATE RULE keep AS ON DELETE TO log DO INSTEAD NOTHING;",
    ).await {
    for _ in 0..3 {
        let restored = case.withstands("UPDATE notes SET body = 'c'; DELETE FROM notes WHERE id = 1").await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (2, false));
    }
    run(&mut case.server, "UPDATE notes SET body = 'd' WHERE id = 1").await;
    assert_eq!(number(&mut case.server, "SELECT count(*) FROM log").await, 2, "both triggers are on again");
}
}

#[tokio::test]
async fn several_schemas_odd_names_and_types_come_back() {
    for mut case in Case::both(
        r#"CREATE SCHEMA "Sales Dept"; CREATE TYPE mood AS ENUM ('good', 'bad');
         CREATE TABLE "Sales Dept"."Order ""x""" ("Id" int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "it's" json,
           at timestamptz DEFAULT now(), mood mood, tags text[], place point, bytes bytea, nothing int);
         INSERT INTO "Sales Dept"."Order ""x""" ("it's", mood, tags, place, bytes)
           VALUES ('{"a": 1}', 'good', '{a,"b c"}', '(1,2)', '\x00ff');
         CREATE TABLE empty ();"#,
    ).await {
    let workload = r#"INSERT INTO "Sales Dept"."Order ""x""" (mood) VALUES ('bad');
        UPDATE "Sales Dept"."Order ""x""" SET "it's" = '{"a": 2}', bytes = '\x01'; INSERT INTO empty DEFAULT VALUES"#;
    assert_eq!(case.withstands(workload).await.dirty_tables, 2);
}
}

#[tokio::test]
async fn keys_in_a_cycle_come_back() {
    for mut case in Case::both(
        "CREATE TABLE teams (id int PRIMARY KEY, captain_id int);
         CREATE TABLE players (id int PRIMARY KEY, team_id int NOT NULL REFERENCES teams, friend_id int REFERENCES players);
         INSERT INTO teams VALUES (1, NULL); INSERT INTO players VALUES (1, 1, NULL), (2, 1, 1);
         UPDATE teams SET captain_id = 2;
         ALTER TABLE teams ADD FOREIGN KEY (captain_id) REFERENCES players;",
    ).await {
    let workload = "UPDATE teams SET captain_id = NULL; DELETE FROM players; DELETE FROM teams";
    assert_eq!(case.withstands(workload).await.dirty_tables, 2);
}
}

#[tokio::test]
async fn a_large_table_is_repaired_row_by_row() {
    for mut case in Case::both(
        "CREATE TABLE cities (country text, id int, name text, PRIMARY KEY (country, id));
         INSERT INTO cities SELECT 'c' || n % 100, n, 'city ' || n FROM generate_series(1, 100000) n;
         CREATE TABLE facts (id int PRIMARY KEY, city int); INSERT INTO facts SELECT n, n FROM generate_series(1, 9) n;",
    ).await {
    let before = number(&mut case.server, "SELECT pg_relation_size('cities')").await;
    for workload in [
        "INSERT INTO cities VALUES ('new', 1, 'x')",
        "UPDATE cities SET name = 'renamed' WHERE id <= 3",
        "UPDATE cities SET id = -id WHERE id <= 3",
        "DELETE FROM cities WHERE id BETWEEN 50 AND 60",
        "DELETE FROM cities WHERE id = 7; INSERT INTO cities VALUES ('c7', 7, 'another')",
        "INSERT INTO cities VALUES ('c1', 1, 'mine') ON CONFLICT (country, id) DO UPDATE SET name = 'theirs'",
    ] {
        let restored = case.withstands(workload).await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (1, false), "{workload}");
    }
    let after = number(&mut case.server, "SELECT pg_relation_size('cities')").await;
    assert!(after - before < before / 100, "the table was rewritten: {before} -> {after} bytes");
    case.withstands("TRUNCATE cities").await;
}
}

#[tokio::test]
async fn a_lost_connection_heals() {
    for mut case in Case::both(SHOP).await {
        let kill = "DELETE FROM orders; SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let restored = case.withstands(kill).await;
        assert_eq!(restored.rebuilt, case.mode == Mode::Copied);
        assert!(!case.withstands("DELETE FROM orders").await.rebuilt);
    }
}

#[tokio::test]
async fn an_open_transaction_of_a_foreign_client_is_waited_for_and_then_named() {
    for mut case in Case::both(SHOP).await {
        let mut foreign = PgConnection::connect(case.slot.url()).await.expect("connect");
        run(
            &mut foreign,
            "SET application_name = 'forgotten job'; BEGIN; INSERT INTO customers (name) VALUES ('late')",
        )
        .await;
        let error = case.slot.restore().await.expect_err("the transaction is open").to_string();
        assert!(error.contains("forgotten job") && error.contains("idle in transaction"), "{error}");
        run(&mut foreign, "COMMIT").await;
        let restored = case.withstands("SELECT 1").await;
        assert_eq!((restored.dirty_tables, remade(&restored)), (1, false));
    }
}

#[tokio::test]
async fn a_write_behind_the_back_of_the_marks_is_found_by_the_proof() {
    for mut case in Case::both(SHOP).await {
        run(
            &mut case.server,
            "UPDATE customers SET name = 'x' WHERE id = 1; DELETE FROM tribunal_snapshot.dirty",
        )
        .await;
        case.slot.restore().await.expect("nothing is marked");
        let error = case.slot.verify().await.expect_err("a row differs").to_string();
        assert!(error.contains("public.customers"), "{error}");
    }
}

#[tokio::test]
async fn thousands_of_resets_stay_right_and_small() {
    for mut case in Case::both(SHOP).await {
        for round in 0..2_000 {
            let insert = format!(
                "INSERT INTO customers (name) VALUES ('n{round}'); UPDATE orders SET cents = {round}"
            );
            sqlx::raw_sql(AssertSqlSafe(insert)).execute(&mut case.server).await.expect("write");
            assert_eq!(case.slot.restore().await.expect("restore").dirty_tables, 2);
        }
        case.slot.verify().await.expect("the baseline");
        let marks = number(&mut case.server, "SELECT pg_relation_size('tribunal_snapshot.dirty')").await;
        assert!(marks <= 128 * 1024, "{marks} bytes of marks");
    }
}
