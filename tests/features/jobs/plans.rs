//! How PostgreSQL finds what is due.

use plenary::infra::database::begin_write;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::support::{Kind, World};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_index_but_the_one_in_order_holds_the_whole_queue() {
    World::on(Kind::Postgres, one_index).await;
}

/// What PostgreSQL believes of the queue is what it saw last, as a rule that it is empty. It then takes any index that
/// holds the queue, keeps to it, and sorts a backlog of thousands for each claim. So there is only one.
async fn one_index(world: World) {
    let transaction = begin_write(world.db()).await.expect("begun");
    transaction.execute_unprepared("SET LOCAL enable_seqscan = off").await.expect("set");
    assert!(plan(&transaction).await.contains("jobs_due"), "{}", plan(&transaction).await);
    transaction.execute_unprepared("DROP INDEX jobs_due").await.expect("dropped");
    let plan = plan(&transaction).await;
    assert!(plan.contains("Seq Scan"), "another index holds the whole queue:\n{plan}");
    transaction.rollback().await.expect("rolled back");
}

async fn plan(db: &impl ConnectionTrait) -> String {
    let sql =
        "EXPLAIN SELECT id FROM jobs WHERE state = 'queued' AND run_at <= 1 ORDER BY run_at, id LIMIT 2";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.expect(sql);
    rows.iter().map(|row| row.try_get_by_index::<String>(0).expect("a line") + "\n").collect()
}
