//! Requests that nobody waits for any more: whatever moment a client goes away at, no transaction stays open.

use std::task::Poll;
use std::time::{Duration, Instant};

use futures_util::poll;
use plenary::infra::database::begin_write;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::{Kind, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_beginning_that_is_given_up_leaves_no_transaction_open() {
    World::on(Kind::Postgres, given_up).await;
}

/// A connection that went back to the pool within a transaction would take the next request's statements into it, and
/// never commit them.
async fn given_up(world: World) {
    for steps in 1..=8 {
        let mut beginning = Box::pin(begin_write(world.db()));
        for _ in 0..steps {
            if let Poll::Ready(begun) = poll!(&mut beginning) {
                begun.expect("begun");
                break;
            }
            tokio::task::yield_now().await;
        }
    }
    // Seen from another pool: within one that is open a connection could not see itself idle.
    let other = world.with(&[]).await;
    let patience = Instant::now() + Duration::from_secs(5);
    while open_transactions(&other).await > 0 {
        assert!(Instant::now() < patience, "a connection of the pool stays in a transaction");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn open_transactions(world: &World) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
               AND state LIKE 'idle in transaction%'";
    let row = world.db().query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect(sql);
    row.expect("a row").try_get_by_index(0).expect("a number")
}
