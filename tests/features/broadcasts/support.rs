//! An instance that asks a stand-in for the API of banners.

use plenary_contract::banners::Banners;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use crate::support::World;

/// The API, and an instance that asks it to behave so.
pub(crate) async fn asking(world: &World, behaviour: &str, more: &[&str]) -> (Banners, World) {
    let banners = Banners::start().await.expect("a port");
    let url = banners.url(behaviour);
    let world = world.with(&[&["--banner-api-url", &url], more].concat()).await;
    (banners, world)
}

/// Asks for a broadcast that is accepted, and gives its job.
pub(crate) async fn accepted(world: &World) -> String {
    world.admin().post("/broadcasts", json!({})).await.is(202).text("/data/job_id")
}

/// The broadcasts, newest first.
pub(crate) async fn all(world: &World) -> Vec<Value> {
    let list = world.admin().get("/broadcasts").await.is(200).at("/data/broadcasts");
    list.as_array().cloned().expect("a list")
}

/// What the administrator was told last.
pub(crate) async fn told(world: &World) -> Value {
    world.admin().get("/notifications?limit=1").await.is(200).at("/data/notifications/0")
}

/// A number that the database counts.
pub(crate) async fn count(world: &World, sql: &str) -> i64 {
    let statement =
        Statement::from_string(world.db().get_database_backend(), format!("SELECT (SELECT {sql}) AS number"));
    let row = world.db().query_one_raw(statement).await.expect(sql).expect("a row");
    row.try_get("", "number").expect("a number")
}

/// Makes users with a chat each.
pub(crate) async fn crowd(world: &World, size: u32) {
    let uuid = match world.db().get_database_backend() {
        DbBackend::Postgres => "gen_random_uuid()",
        _ => "randomblob(16)",
    };
    let users = format!(
        "INSERT INTO users (uuid, username, email, password_hash, active, admin, created_at, updated_at) \
         WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {size}) \
         SELECT {uuid}, 'crowd' || n, 'crowd' || n || '@example.org', '', bob.active, bob.admin, \
         bob.created_at, bob.created_at FROM numbers, users AS bob WHERE bob.id = 3"
    );
    let chats = "INSERT INTO chats (user_id, created_at) SELECT id, created_at FROM users \
                 WHERE id NOT IN (SELECT user_id FROM chats)";
    for sql in [users.as_str(), chats] {
        world.db().execute_unprepared(sql).await.expect(sql);
    }
}
