//! Hooks that drop and create all tables before each transaction, beside a server with a pool of its own: such suites
//! run as they are.

use std::{path::Path, process::Command};

use sqlx::{Connection, PgConnection};
use tribunal::isolation::{DatabaseChoice, Databases};

use crate::place::{Told, free_port, told, with_programs};

/// A shop's suite with hooks that reset.
struct Suite {
    databases: Databases,
    url: String,
}

impl Suite {
    async fn open() -> Self {
        let databases = Databases::open(&DatabaseChoice::Local).await.expect("a cluster");
        let url = databases.baseline_url();
        Self { databases, url }
    }

    /// Tries the examples; the hooks reset by `reset`, and nothing does without one.
    fn run(&self, reset: Option<&str>, more: &[(&str, &str)]) -> Told {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let base_url = format!("http://127.0.0.1:{}", free_port());
        let (_, port) = base_url.rsplit_once(':').expect("a port");
        let server = format!("python3 -m flask --app shop run --port {port}");
        let hooks = here.join("tests/self_proof/resets.py").display().to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        command
            .current_dir(here.join("examples/flask-shop"))
            .args(["run", "openapi.yaml", &base_url, "--server", &server, "--language", "python"])
            .args(["--hookfiles", "hooks/*.py", "--hooks-port", &free_port().to_string()])
            .env("PATH", with_programs("flask-shop", "examples/flask-shop/requirements.txt"))
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("DATABASE_URL", &self.url)
            .envs(more.iter().copied());
        if let Some(reset) = reset {
            command.args(["--hookfiles", &hooks]).env("RESET", reset);
        }
        tokio::task::block_in_place(|| told(command.output().expect("the binary runs")))
    }

    /// Every row of the shop and every sequence, and whose the schema is.
    async fn state(&self) -> String {
        let mut db = PgConnection::connect(&self.url).await.expect("connect");
        let rows = ["products", "customers", "orders", "lines"]
            .map(|table| format!("(SELECT string_agg(t::text, ' ' ORDER BY id) FROM {table} t)"))
            .join(", ");
        let sql = format!(
            "SELECT concat_ws('; ', {rows}, (SELECT string_agg(concat(sequencename, last_value), ' ' ORDER BY sequencename) FROM pg_sequences),
               (SELECT string_agg(concat(nspname, nspowner::regrole, nspacl), ' ' ORDER BY nspname) FROM pg_namespace),
               (SELECT count(*) FROM pg_class WHERE oid >= 16384), (SELECT count(*) FROM pg_event_trigger))"
        );
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut db).await.expect("state")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hooks_that_drop_and_create_the_tables_run_as_they_are() {
    let suite = Suite::open().await;
    let plain = suite.run(None, &[]);
    assert_eq!((plain.code, plain.err.as_str()), (0, ""), "{}", plain.all());
    assert!(!plain.out.contains("made anew"), "{}", plain.all());
    let before = suite.state().await;
    for reset in ["tables", "schema"] {
        let told = suite.run(Some(reset), &[]);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{reset}: {}", told.all());
        assert!(told.out.contains("33 passed, 0 failed"), "{reset}: {}", told.all());
        assert!(
            told.out.contains("\nschema    made anew by 33 of the resets, ")
                && told.out.contains(" s in all: hooks that reset the database are no longer needed\n"),
            "{reset}: {}",
            told.all()
        );
        assert_eq!(suite.state().await, before, "{reset}");
    }
    suite.databases.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_pg_dump_a_changed_schema_is_an_error_that_says_what_to_install() {
    let suite = Suite::open().await;
    let nowhere = [("TRIBUNAL_PG_DUMP", "/nowhere/pg_dump")];
    let plain = suite.run(None, &nowhere);
    assert_eq!((plain.code, plain.err.as_str()), (0, ""), "it is not needed: {}", plain.all());
    let told = suite.run(Some("tables"), &nowhere);
    assert_eq!(told.code, 2, "{}", told.all());
    for part in [
        "isolation: the reset failed: the schema was changed, and the database cannot be made anew in place: \
         /nowhere/pg_dump: No such file or directory",
        "; install PostgreSQL's client programs of version ",
        " or newer (Debian: apt-get install postgresql-client; macOS: brew install libpq), or name pg_dump in TRIBUNAL_PG_DUMP; ",
        "or take out what creates tables during the run (hooks that reset the database are no longer needed), or say --reset none",
    ] {
        assert!(told.out.contains(part), "{part}: {}", told.all());
    }
    let errors = told.out.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(
        errors,
        1,
        "the database does not go back at the end either, for the same reason: {}",
        told.all()
    );
    suite.databases.close().await.expect("closed");
}
