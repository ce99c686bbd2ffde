//! `cargo test`, one test for each documented example, for a server of your own.
//!
//! In your project this file is `tests/contract.rs`, with `harness = false` in `Cargo.toml`; then
//! `cargo test --test contract createNote` tries some and `cargo test --test contract` all of them. Here it runs as
//! `cargo run -p tribunal --example own_server`.

use std::{error::Error, process::ExitCode, sync::Arc};

use libtest_mimic::{Arguments, Failed, Trial};
use rusqlite::Connection;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::Runtime,
    task::JoinHandle,
};
use tribunal::{
    check::Examples,
    document::Document,
    hooks::Hooks,
    isolation::DatabaseChoice,
    plan::{Plan, PlanOptions},
    report::console::{Style, render_failure},
    result::Verdict,
    run::{Instance, RunOptions, Server, ServerError, Session},
};

/// Both examples get number 1: each begins with an empty database.
const DOCUMENT: &str = r#"
openapi: 3.1.0
info: {title: Notes, version: "1"}
paths:
  /notes:
    post:
      operationId: createNote
      requestBody:
        content: {text/plain: {examples: {milk: {value: buy milk}, bread: {value: buy bread}}}}
      responses:
        "201":
          description: The number of the note.
          content:
            application/json:
              schema: {type: integer}
              examples: {milk: {value: 1}, bread: {value: 1}}
"#;

/// Your program, as the engine starts it: `prepare` once, then one instance for each slot on a copy of that database.
struct Notes;

/// One running instance.
struct Running {
    base_url: String,
    serving: JoinHandle<()>,
}

impl Server for Notes {
    type Instance = Running;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        Ok(Connection::open(file(database_url))?
            .execute_batch("CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)")?)
    }

    async fn start(&self, database_url: &str) -> Result<Running, ServerError> {
        let database = file(database_url).to_owned();
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let base_url = format!("http://{}", listener.local_addr()?);
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // One request at a time is enough here; a framework's server does it better.
                drop(answer(stream, &database).await);
            }
        });
        Ok(Running { base_url, serving })
    }
}

impl Instance for Running {
    fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Here: wait until no request and no background job is in flight.
    async fn settle(&self) -> Result<(), ServerError> {
        Ok(())
    }

    /// Here: put back what is outside the database, such as caches, clocks and rate limits.
    async fn reset(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        self.serving.abort();
        Ok(())
    }
}

async fn answer(mut stream: TcpStream, database: &str) -> Result<(), ServerError> {
    let mut request = Vec::new();
    while !request.ends_with(b"buy milk") && !request.ends_with(b"buy bread") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    let number = {
        let database = Connection::open(database)?;
        database.execute("INSERT INTO notes (text) VALUES ('a note')", [])?;
        database.last_insert_rowid().to_string()
    };
    let length = number.len();
    let head = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close"
    );
    Ok(stream.write_all(format!("{head}\r\n\r\n{number}").as_bytes()).await?)
}

/// The file of a `sqlite:` URL.
fn file(database_url: &str) -> &str {
    let path = database_url.strip_prefix("sqlite:").unwrap_or(database_url);
    let path = path.strip_prefix("//").unwrap_or(path);
    path.split('?').next().unwrap_or(path)
}

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let document = Arc::new(Document::parse("notes.yaml", DOCUMENT)?);
    let plan = Plan::of(document.clone(), &PlanOptions::default());
    // `DatabaseChoice::Auto` takes PostgreSQL where there is one; these notes know SQLite only.
    let options =
        RunOptions { database: DatabaseChoice::Sqlite, examples: Examples::Exact, ..RunOptions::default() };
    // Restores go on in the background on this runtime, while libtest's own threads wait for their test.
    let runtime = Arc::new(Runtime::new()?);
    let session = Arc::new(runtime.block_on(Session::open(plan, Notes, Hooks::new(), options))?);
    let trials = session.transactions().iter().cloned().map(|transaction| {
        let (runtime, session, document) = (runtime.clone(), session.clone(), document.clone());
        Trial::test(transaction.id.clone(), move || {
            let result = runtime.block_on(session.run_one(&transaction));
            match &result.verdict {
                Verdict::Passed => Ok(()),
                Verdict::Skipped(_) => Err(Failed::from(result.verdict.reason().unwrap_or_default())),
                Verdict::Failed | Verdict::Error(_) => {
                    Err(Failed::from(render_failure(&document, &result, Style::Plain)))
                }
            }
        })
    });
    let conclusion = libtest_mimic::run(&Arguments::from_args(), trials.collect());
    // What breaks the run as a whole, such as a reset that cannot be proved, is told here.
    let errors = runtime.block_on(session.close()).errors;
    if errors.is_empty() { Ok(conclusion.exit_code()) } else { Err(errors.join("\n").into()) }
}
