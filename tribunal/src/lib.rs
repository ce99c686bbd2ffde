//! Tribunal tries an HTTP API against its own `OpenAPI` document.
//!
//! A *document* is loaded ([`document`]), its examples are compiled into
//! *transactions* ([`plan`]), each transaction gets a *slot* (one database, one
//! running server) that stands at the *baseline* ([`isolation`]), the request is
//! sent ([`transport`]) between the hooks' stages ([`hooks`]), the answer is
//! judged ([`check`]), and what came of it is a plain value ([`result`]) that
//! reports are pure functions of ([`report`]). [`run`] ties these together.
//!
//! # A test of a server that runs
//!
//! One test for a whole document; each example that fails is told with its line in the document, the difference and
//! the `curl` command that sends it again:
//!
//! ```
//! use std::{error::Error, sync::Arc};
//!
//! use tribunal::{
//!     document::Document,
//!     hooks::Hooks,
//!     plan::{Plan, PlanOptions},
//!     report::console::{Style, render_run},
//!     run::{Provision, RemoteServer, ResetMode, RunOptions, Session},
//! };
//!
//! /// `#[tokio::test(flavor = "multi_thread")]`
//! async fn every_documented_example_holds(base_url: &str) -> Result<(), Box<dyn Error>> {
//!     let document = Arc::new(Document::parse("greetings.yaml", DOCUMENT)?);
//!     let plan = Plan::of(document.clone(), &PlanOptions::default());
//!     // The server is somebody else's: nothing is restored between examples.
//!     let options = RunOptions {
//!         slots: 1,
//!         provision: Provision::Nothing,
//!         reset: ResetMode::None,
//!         ..RunOptions::default()
//!     };
//!     let session = Session::open(plan, RemoteServer::new(base_url)?, Hooks::new(), options).await?;
//!     session.run_all(&|_event| ()).await;
//!     let result = session.close().await;
//!     assert!(result.success(), "{}", render_run(&document, &result, Style::Plain));
//!     assert_eq!(result.summary().passed, 1);
//!     Ok(())
//! }
//!
//! const DOCUMENT: &str = r#"
//! openapi: 3.1.0
//! info: {title: Greetings, version: "1"}
//! paths:
//!   /greeting:
//!     get:
//!       operationId: greet
//!       responses:
//!         "200":
//!           description: A greeting.
//!           content:
//!             application/json:
//!               schema: {type: object, required: [text], properties: {text: {type: string}}}
//!               example: {text: hello}
//! "#;
//! # use std::{io::{Read, Write}, net::TcpListener};
//! # fn main() -> Result<(), Box<dyn Error>> {
//! #     let listener = TcpListener::bind("127.0.0.1:0")?;
//! #     let base_url = format!("http://{}", listener.local_addr()?);
//! #     std::thread::spawn(move || {
//! #         for mut stream in listener.incoming().flatten() {
//! #             if stream.read(&mut [0; 4096]).unwrap_or(0) > 0 {
//! #                 let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 14";
//! #                 drop(write!(stream, "{head}\r\nconnection: close\r\n\r\n{{\"text\":\"hey\"}}"));
//! #             }
//! #         }
//! #     });
//! #     tokio::runtime::Runtime::new()?.block_on(every_documented_example_holds(&base_url))
//! # }
//! ```
//!
//! # A suite with a database for each example
//!
//! A suite begins with a [`run::Server`] of its own and a [`run::Session`]: `examples/own_server.rs` in this
//! crate's folder is a whole one, with one test of `cargo test` for each example.
//!
//! What must stay true: `document` and `plan` never do network I/O except for a
//! document given by URL; `run` prints nothing; `report` never decides a verdict;
//! nothing here knows any particular API.

pub mod check;
pub mod cli;
pub mod document;
pub mod hooks;
pub mod isolation;
pub mod plan;
pub mod process;
pub mod report;
pub mod result;
pub mod run;
pub mod transport;
