//! A server with a connection pool of its own on PostgreSQL: every example sees the baseline, and a reset that
//! left something behind is told.

use std::{process::Command, sync::Arc};

use serde_json::json;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tribunal::{
    document::Document,
    hooks::Hooks,
    isolation::{DatabaseChoice, Databases},
    plan::{Plan, PlanOptions},
    run::{Instance, RunOptions, Server, ServerError, Session},
};

use crate::kennel::{Listening, Reply, listen};

/// Whatever the order, each of them is the first visit.
pub(crate) const VISITS: &str = r#"
openapi: 3.1.0
info: {title: Visits, version: "1"}
paths:
  /visits:
    post:
      operationId: visit
      requestBody:
        content:
          application/json:
            schema: {type: object}
            examples: {ann: {value: {name: ann}}, bob: {value: {name: bob}}, eve: {value: {name: eve}}}
      responses:
        "201":
          description: Counted.
          content:
            application/json:
              schema: {type: object, required: [id, visits]}
              examples:
                ann: {value: {id: 1, visits: 1}}
                bob: {value: {id: 1, visits: 1}}
                eve: {value: {id: 1, visits: 1}}
"#;

const SCHEMA: &str = "CREATE TABLE visits (id serial PRIMARY KEY)";

/// Counts visits. A sly one wipes the marks away by which a reset knows what to put back.
#[derive(Clone, Copy)]
struct Counter {
    sly: bool,
}

/// Closes its pool when it is stopped, so that nothing holds on to the database.
struct Counting {
    listening: Listening,
    pool: PgPool,
}

impl Server for Counter {
    type Instance = Counting;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        let pool = PgPool::connect(database_url).await?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        pool.close().await;
        Ok(())
    }

    async fn start(&self, database_url: &str) -> Result<Counting, ServerError> {
        let pool = PgPoolOptions::new().min_connections(3).max_connections(3).connect(database_url).await?;
        let (shared, runtime, sly) = (pool.clone(), tokio::runtime::Handle::current(), self.sly);
        let listening = listen(move |_| {
            let visit = async {
                let id: i32 = sqlx::query_scalar("INSERT INTO visits DEFAULT VALUES RETURNING id")
                    .fetch_one(&shared)
                    .await?;
                let visits: i64 =
                    sqlx::query_scalar("SELECT count(*) FROM visits").fetch_one(&shared).await?;
                if sly {
                    sqlx::raw_sql("DELETE FROM tribunal_snapshot.dirty").execute(&shared).await?;
                }
                Ok::<_, sqlx::Error>(json!({"id": id, "visits": visits}))
            };
            let visit = tokio::task::block_in_place(|| runtime.block_on(visit)).expect("a visit");
            let headers = vec![("content-type", "application/json".to_owned())];
            Reply::Answer { status: 201, headers, body: visit.to_string().into_bytes() }
        })
        .await;
        Ok(Counting { listening, pool })
    }
}

impl Instance for Counting {
    fn base_url(&self) -> &str {
        &self.listening.base_url
    }

    async fn settle(&self) -> Result<(), ServerError> {
        self.listening.settled().await;
        Ok(())
    }

    async fn reset(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        self.pool.close().await;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_elsewhere_with_its_own_pool_stands_at_the_baseline_for_every_example() {
    let databases = Databases::open(&DatabaseChoice::Local).await.expect("a private cluster");
    let url = databases.baseline_url();
    Counter { sly: false }.prepare(&url).await.expect("prepared");
    let server = Counter { sly: false }.start(&url).await.expect("started");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("visits.yaml"), VISITS).expect("a file");
    for order in ["document", "random:1", "random:2"] {
        let mut tribunal = Command::new(env!("CARGO_BIN_EXE_tribunal"));
        tribunal.current_dir(&folder).args(["run", "visits.yaml", server.base_url(), "--database", &url]);
        tribunal.args(["--examples", "exact", "--order", order]);
        let output = tokio::task::spawn_blocking(move || tribunal.output()).await.expect("a thread");
        let output = output.expect("the binary runs");
        let said = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{order}: {said}");
        assert!(said.contains("3 passed"), "{order}: {said}");
    }
    let left: (i64, bool) = sqlx::query_as(
        "SELECT (SELECT count(*) FROM visits), to_regnamespace('tribunal_snapshot') IS NOT NULL",
    )
    .fetch_one(&server.pool)
    .await
    .expect("counted");
    assert_eq!(left, (0, false), "the database is as it was, without a trace of the run");
    server.stop().await.expect("stopped");
    databases.close().await.expect("closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_that_silently_failed_is_an_isolation_error_of_the_run() {
    for (sly, code) in [(false, 0), (true, 2)] {
        let document = Document::parse("visits.yaml", VISITS).expect("a document");
        let mut plan = Plan::of(Arc::new(document), &PlanOptions::default());
        // One transaction, so that no second one stumbles over what the first left behind.
        plan.transactions.truncate(1);
        let options = RunOptions { slots: 1, database: DatabaseChoice::Local, ..RunOptions::default() };
        let session = Session::open(plan, Counter { sly }, Hooks::new(), options).await.expect("opens");
        session.run_all(&|_| ()).await;
        let result = session.close().await;
        assert_eq!(result.exit_code(), code, "{:?}", result.errors);
        if sly {
            let [error] = result.errors.as_slice() else { panic!("{:?}", result.errors) };
            assert!(error.starts_with("isolation: the reset is not proved: public.visits"), "{error}");
        }
    }
}
