//! Whose databases are made, dropped and left alone.

use sqlx::{Connection, PgConnection};
use tribunal::isolation::{DatabaseChoice, Databases, Reset, SlotDatabase};

use crate::support::{Case, given, limited, number, run};

const SEED: &str =
    "CREATE TABLE notes (id serial PRIMARY KEY, body text); INSERT INTO notes (body) VALUES ('a'), ('b')";

async fn databases_like(url: &str, pattern: &str) -> Vec<String> {
    let mut db = PgConnection::connect(url).await.expect("connect");
    let sql = "SELECT datname::text FROM pg_database WHERE datname LIKE $1 ORDER BY 1";
    sqlx::query_scalar(sql).bind(pattern).fetch_all(&mut db).await.expect("names")
}

#[tokio::test]
async fn a_given_database_is_copied_and_never_written_to() {
    let url = given(SEED).await;
    let databases = Databases::open(&DatabaseChoice::Url(url.clone())).await.expect("databases");
    let mut baseline = PgConnection::connect(&databases.baseline_url()).await.expect("connect");
    run(&mut baseline, "INSERT INTO notes (body) VALUES ('seeded')").await;
    baseline.close().await.expect("close");
    let slot = databases.slot(0).await.expect("slot");
    let mut server = PgConnection::connect(slot.url()).await.expect("connect");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 3);
    let mine = databases.baseline_url().rsplit_once('/').expect("a path").1.replace("_base", "_%");
    assert_eq!(databases_like(&url, &mine).await.len(), 2);
    databases.close().await.expect("close");
    assert_eq!(databases_like(&url, &mine).await.len(), 0, "all of ours is gone");
    let mut user = PgConnection::connect(&url).await.expect("connect");
    assert_eq!(number(&mut user, "SELECT count(*) FROM notes").await, 2, "the user's database is as it was");
    assert_eq!(
        number(&mut user, "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'tribunal%'").await,
        0
    );
}

#[tokio::test]
async fn slots_do_not_see_each_other() {
    let case = Case::new(SEED).await;
    let mut first = case.slot;
    let mut second = case.databases.expect("copies").slot(1).await.expect("slot");
    let mut server = case.server;
    run(&mut server, "DELETE FROM notes").await;
    assert_eq!(second.restore().await.expect("restore").dirty_tables, 0);
    second.verify().await.expect("the second stands at the baseline");
    first.verify().await.expect_err("the first does not");
    assert_eq!(first.restore().await.expect("restore").dirty_tables, 1);
    first.verify().await.expect("now it does");
}

#[tokio::test]
async fn databases_of_dead_runs_are_dropped_and_no_others() {
    let url = given(SEED).await;
    let mut admin = PgConnection::connect(&url).await.expect("connect");
    // A session of the run is there before its database: other tests look for leftovers at the same time.
    run(&mut admin, "SET application_name = 'tribunal_4194998_0000cafe'").await;
    let dead = "tribunal_4194999_0000beef_s0";
    let alive = format!("tribunal_{}_0000beef_s0", std::process::id());
    let named = "tribunal_4194998_0000cafe_base";
    let others = "tribunal_production";
    for name in [dead, alive.as_str(), named, others] {
        run(&mut admin, &format!("CREATE DATABASE {name}")).await;
    }
    let databases = Databases::open(&DatabaseChoice::Url(given("").await)).await.expect("databases");
    let left = databases_like(&url, "tribunal\\_%").await;
    assert!(!left.iter().any(|name| name == dead), "its process is dead: {left:?}");
    for kept in [alive.as_str(), named, others] {
        assert!(left.iter().any(|name| name == kept), "{kept} is not ours to drop: {left:?}");
    }
    databases.close().await.expect("close");
}

#[tokio::test]
async fn a_snapshot_in_place_leaves_the_database_as_it_was() {
    let url = given(SEED).await;
    let mut slot = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    for _ in 0..2 {
        run(&mut server, "DELETE FROM notes; INSERT INTO notes (body) VALUES ('x')").await;
        assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1);
        slot.verify().await.expect("the baseline");
    }
    run(&mut server, "DELETE FROM notes WHERE id = 1").await;
    slot.close().await.expect("close");
    assert_eq!(number(&mut server, "SELECT sum(id)::int8 FROM notes").await, 3);
    assert_eq!(number(&mut server, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'tribunal%'").await, 0);
    assert_eq!(number(&mut server, "SELECT count(*) FROM pg_event_trigger").await, 0);
}

#[tokio::test]
async fn what_a_killed_run_in_place_left_is_put_back_first() {
    let url = given(SEED).await;
    let killed = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    run(&mut server, "DELETE FROM notes").await;
    SlotDatabase::in_place(&url).await.expect_err("the first run is still alive");
    drop(killed);
    wait_until_alone(&mut server).await;
    let slot = SlotDatabase::in_place(&url).await.expect("in place");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 2);
    slot.close().await.expect("close");
}

#[tokio::test]
async fn a_copy_is_made_of_what_the_database_was_before_a_killed_run() {
    let url = given(SEED).await;
    let killed = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    run(&mut server, "DELETE FROM notes").await;
    drop(killed);
    wait_until_alone(&mut server).await;
    server.close().await.expect("close");
    let databases = Databases::open(&DatabaseChoice::Url(url.clone())).await.expect("databases");
    let slot = databases.slot(0).await.expect("slot");
    let mut server = PgConnection::connect(slot.url()).await.expect("connect");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 2);
    let mut user = PgConnection::connect(&url).await.expect("connect");
    assert_eq!(number(&mut user, "SELECT count(*) FROM notes").await, 2);
}

#[tokio::test]
async fn what_can_be_printed_shows_no_password() {
    let case = Case::new(SEED).await;
    let url = case.slot.url().to_owned();
    let password = url.split(':').nth(2).and_then(|rest| rest.split('@').next()).expect("a password");
    let shown = format!(
        "{:?} {:?} {}",
        case.databases,
        case.slot,
        case.databases.as_ref().expect("copies").describe()
    );
    assert!(!shown.contains(password), "{shown}");
}

async fn wait_until_alone(db: &mut PgConnection) {
    let others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    while number(db, others).await > 0 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_changed_schema_heals_at_the_end_of_a_run_too() {
    let url = given(SEED).await;
    let slot = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    run(&mut server, "DROP TABLE notes; CREATE TABLE others (id int)").await;
    slot.close().await.expect("close");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 2);
    let left = "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relname = 'others' OR nspname = 'tribunal_snapshot'";
    assert_eq!(number(&mut server, left).await, 0);
}

#[tokio::test]
async fn a_schema_that_a_killed_run_left_changed_is_put_back_first() {
    let url = given(SEED).await;
    let killed = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    run(&mut server, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE others (id int)").await;
    drop(killed);
    wait_until_alone(&mut server).await;
    let slot = SlotDatabase::in_place(&url).await.expect("in place");
    assert_eq!(number(&mut server, "SELECT count(*) FROM notes").await, 2);
    slot.close().await.expect("close");
}

#[tokio::test]
async fn a_role_without_rights_cannot_have_its_filled_database_prepared() {
    let url = limited("CREATE SCHEMA app; CREATE TABLE app.notes (id int)").await;
    let error = Databases::open(&DatabaseChoice::Url(url)).await.expect_err("not empty").to_string();
    assert!(error.contains("CREATEDB") && !error.contains(":pw@"), "{error}");
}

#[tokio::test]
async fn a_role_without_rights_has_one_slot_in_place_on_an_empty_database() {
    let url = limited("CREATE SCHEMA app").await;
    let databases = Databases::open(&DatabaseChoice::Url(url.clone())).await.expect("databases");
    assert_eq!((databases.max_slots(), databases.baseline_url()), (1, url));
    assert!(databases.describe().contains("in place"), "{}", databases.describe());
    databases.slot(1).await.expect_err("there is only one");
    let mut server = PgConnection::connect(&databases.baseline_url()).await.expect("connect");
    run(
        &mut server,
        "CREATE SCHEMA extra; CREATE TYPE app.mood AS ENUM ('good'); CREATE TABLE app.notes (id serial, mood app.mood);
         CREATE TABLE extra.numbered (id int GENERATED ALWAYS AS IDENTITY); CREATE VIEW app.seen AS SELECT id FROM app.notes;
         CREATE FUNCTION app.one() RETURNS int LANGUAGE sql AS 'SELECT 1'; INSERT INTO app.notes (mood) VALUES ('good')",
    )
    .await;
    let mut slot = databases.slot(0).await.expect("slot");
    run(&mut server, "DELETE FROM app.notes").await;
    assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1);
    slot.verify().await.expect("the baseline");
    databases.close().await.expect("close");
    let left = "SELECT (SELECT count(*) FROM pg_class c WHERE oid >= 16384 AND relkind <> 't')
                + (SELECT count(*) FROM pg_namespace WHERE nspname IN ('extra', 'tribunal_snapshot'))
                + (SELECT count(*) FROM pg_proc WHERE oid >= 16384) + (SELECT count(*) FROM pg_enum)";
    assert_eq!(number(&mut server, left).await, 0, "the database is empty again");
}

#[tokio::test]
async fn without_replica_mode_tables_are_rewritten_in_the_order_of_their_keys() {
    let url = limited(
        "CREATE SCHEMA app; CREATE TABLE app.c (id serial PRIMARY KEY, name text);
         CREATE TABLE app.b (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, c_id int REFERENCES app.c ON DELETE RESTRICT);
         CREATE TABLE app.a (id serial PRIMARY KEY, b_id int NOT NULL REFERENCES app.b ON DELETE CASCADE, up int REFERENCES app.a);
         CREATE TABLE app.x (id int PRIMARY KEY, y int); CREATE TABLE app.y (id int PRIMARY KEY, x int REFERENCES app.x);
         CREATE TABLE app.log (id serial, what text);
         INSERT INTO app.c (name) VALUES ('one'), ('two'); INSERT INTO app.b (c_id) VALUES (1), (2), (NULL);
         INSERT INTO app.a (b_id, up) VALUES (1, NULL), (2, 1); INSERT INTO app.x VALUES (1, 1); INSERT INTO app.y VALUES (1, 1);
         ALTER TABLE app.x ADD CONSTRAINT x_y FOREIGN KEY (y) REFERENCES app.y;
         CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO app.log (what) VALUES (TG_OP); RETURN NULL; END';
         CREATE TRIGGER noting AFTER INSERT OR UPDATE OR DELETE ON app.c FOR EACH ROW EXECUTE FUNCTION app.note();",
    )
    .await;
    let mut slot = SlotDatabase::in_place(&url).await.expect("in place");
    let mut server = PgConnection::connect(&url).await.expect("connect");
    for workload in [
        "INSERT INTO app.c (name) VALUES ('three')",
        "UPDATE app.c SET name = 'x'",
        "DELETE FROM app.b",
        "UPDATE app.x SET y = NULL; DELETE FROM app.y; DELETE FROM app.x",
        "TRUNCATE app.a RESTART IDENTITY",
        "INSERT INTO app.a (b_id) VALUES (3); SELECT nextval('app.c_id_seq')",
    ] {
        run(&mut server, workload).await;
        let restored = slot.restore().await.unwrap_or_else(|error| panic!("{workload}: {error}"));
        assert!(!restored.rebuilt);
        slot.verify().await.unwrap_or_else(|error| panic!("{workload}: {error}"));
    }
    for change in [
        "ALTER TABLE app.c ADD COLUMN extra int",
        "DROP TABLE app.a, app.b; CREATE TABLE app.new (id int)",
        "DROP SCHEMA app CASCADE; CREATE SCHEMA app; CREATE TABLE app.c (id int)",
        "DROP SCHEMA public CASCADE",
        "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE other (id int)",
    ] {
        run(&mut server, change).await;
        let restored = slot.restore().await.unwrap_or_else(|error| panic!("{change}: {error}"));
        assert!(restored.healed, "found without event triggers: {change}");
        slot.verify().await.unwrap_or_else(|error| panic!("{change}: {error}"));
        run(&mut server, "DELETE FROM app.a").await;
        assert_eq!(slot.restore().await.expect("restore").dirty_tables, 1, "marked again: {change}");
        let owner = "SELECT count(*) FROM pg_namespace WHERE nspname = 'public' AND nspowner::regrole::text = 'pg_database_owner'";
        assert_eq!(number(&mut server, owner).await, 1, "{change}");
    }
    slot.close().await.expect("close");
}

#[tokio::test]
async fn a_rule_that_could_swallow_a_reset_is_refused() {
    let seed = "CREATE SCHEMA app; CREATE TABLE app.log (id int); CREATE RULE keep AS ON DELETE TO app.log DO INSTEAD NOTHING";
    let url = limited(seed).await;
    let error = SlotDatabase::in_place(&url).await.expect_err("not provable").to_string();
    assert!(error.contains("rewrite rules on app.log"), "{error}");
}
