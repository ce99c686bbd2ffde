//! Messages while servers and workers are killed: nothing that was accepted is lost, nothing happens twice.
//!
//! Eight people write to each other over HTTP, to two servers. Meanwhile SIGKILL hits a server or a worker, which is
//! started again at once. A message counts as accepted only when its sender has read the whole answer; one whose
//! connection was lost may have been accepted or not. Then healthy workers empty the queue, and what is there is
//! compared with what was promised.
//!
//! By default a short trial; a long one, or the same once more, by variables:
//! `CRASH_KILLS=200 CRASH_MESSAGES=10000 CRASH_SEED=7 cargo test --test crash -- --nocapture --test-threads 1`

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod client;
mod database;
mod herd;
mod killer;
mod ledger;
mod listing;
mod reader;
mod settings;
mod trial;
mod verdict;

use database::Kind;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_doubled_on_sqlite() {
    trial::run(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_doubled_on_postgres() {
    trial::run(Kind::Postgres).await;
}
