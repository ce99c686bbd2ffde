//! Values in paths and queries.

use crate::support::World;

#[tokio::test]
async fn an_id_is_a_positive_integer_of_64_bits() {
    let world = World::new().await;
    for id in
        ["abc", "0", "-1", "1.0", "01", "+1", "%20", "%00", "9223372036854775808", "1e3", "%F0%9F%A6%80"]
    {
        let answer = world.get(&format!("/users/{id}")).await.fails(400, 4003);
        assert_eq!(answer.pointers(), ["path.id"], "{answer}");
    }
    world.get("/users/9223372036854775807").await.fails(404, 4041);
}

#[tokio::test]
async fn a_path_that_is_not_utf_8_is_400() {
    World::new().await.get("/users/%ff").await.fails(400, 4000);
}

#[tokio::test]
async fn a_limit_is_1_to_100_and_is_never_corrected() {
    let world = World::new().await;
    for limit in ["0", "101", "-1", "ten", "", "1.5", "99999999999999999999", "1&limit=2"] {
        let answer = world.get(&format!("/users?limit={limit}")).await.fails(400, 4015);
        assert_eq!(answer.pointers(), ["query.limit"], "{answer}");
    }
    for limit in ["1", "100"] {
        world.get(&format!("/users?limit={limit}")).await.is(200);
    }
}

#[tokio::test]
async fn a_start_is_an_id() {
    let world = World::new().await;
    for start in ["0", "-1", "x", "9223372036854775808"] {
        let answer = world.get(&format!("/users?start={start}")).await.fails(400, 4016);
        assert_eq!(answer.pointers(), ["query.start"], "{answer}");
    }
}

#[tokio::test]
async fn every_invalid_parameter_is_named() {
    let world = World::new().await;
    let answer = world.get("/users?limit=0&start=x").await.fails(400, 4000);
    assert_eq!(answer.pointers(), ["query.limit", "query.start"], "{answer}");
}

#[tokio::test]
async fn an_unknown_query_parameter_changes_nothing() {
    let world = World::new().await;
    let plain = world.get("/users").await.is(200);
    assert_eq!(world.get("/users?utm_source=mail").await.is(200).body, plain.body);
}
