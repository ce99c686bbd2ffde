//! What becomes of scores in time, and with their users.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::World;

on_every_database![
    a_score_that_is_written_again_keeps_its_beginning,
    another_exercise_leaves_the_score_that_was_named_alone,
    scores_are_hidden_with_their_user_and_come_back_with_it,
    scores_of_who_is_gone_are_gone,
    pages_neither_skip_nor_repeat,
    own_scores_are_no_number,
    a_hidden_score_still_holds_its_place,
];

async fn a_score_that_is_written_again_keeps_its_beginning(world: World) {
    let alice = world.alice();
    let before = alice.get("/scores/1").await.is(200).at("/data/score");
    let ask = json!({"exercise_id": 1, "correct": true});
    for (minutes, moment) in [(1, "12:01"), (1, "12:02"), (1, "12:03")] {
        world.advance(TimeDelta::minutes(minutes));
        let answer = match moment {
            "12:01" => alice.put("/scores/1", ask.clone()).await,
            "12:02" => alice.patch("/scores", ask.clone()).await,
            _ => alice.patch("/scores/1", json!({"correct": true})).await,
        };
        let after = answer.is(200).at("/data/score");
        assert_eq!(after["created_at"], before["created_at"]);
        assert_eq!(after["updated_at"], format!("2026-01-01T{moment}:00.000000Z"));
        assert_eq!(world.anon().get("/scores/1").await.is(200).at("/data/score"), after);
    }
}

async fn another_exercise_leaves_the_score_that_was_named_alone(world: World) {
    let alice = world.alice();
    let before = alice.get("/scores/1").await.is(200).at("/data/score");
    let other = json!({"exercise_id": 2, "correct": false});
    let added = alice.patch("/scores/1", other.clone()).await.is(201);
    assert_eq!(added.header("location"), Some(format!("/scores/{}", added.at("/data/score/id")).as_str()));
    let updated = alice.patch("/scores/1", other).await.is(200);
    assert_eq!(updated.at("/data/score/id"), added.at("/data/score/id"));
    assert_eq!(alice.get("/scores/1").await.is(200).at("/data/score"), before);
}

async fn scores_are_hidden_with_their_user_and_come_back_with_it(world: World) {
    let before = world.anon().get("/scores").await.is(200);
    world.admin().delete("/users/2").await.is(200);
    world.anon().get("/scores/1").await.fails(404, 4048);
    world.bob().put("/scores/1", json!({"correct": true})).await.fails(404, 4048);
    let hidden = world.anon().get("/scores").await.is(200);
    assert_eq!(hidden.at("/data/scores").as_array().map(Vec::len), Some(2));
    assert_eq!(world.anon().get("/scores?user_id=2").await.is(200).at("/data/scores"), json!([]));
    world.admin().poke("/users/2/restore").await.is(200);
    assert_eq!(world.anon().get("/scores").await.is(200).json(), before.json());
    world.anon().get("/scores/4").await.fails(404, 4048);
    world.admin().poke("/users/5/restore").await.is(200);
    world.anon().get("/scores/4").await.is(200);
}

async fn scores_of_who_is_gone_are_gone(world: World) {
    for user in [2, 5] {
        world.admin().delete(&format!("/users/{user}?permanent=true")).await.is(200);
        let left = world.anon().get(&format!("/scores?user_id={user}")).await.is(200);
        assert_eq!(left.at("/data/scores"), json!([]));
    }
    world.anon().get("/scores/1").await.fails(404, 4048);
    world.anon().get("/scores/2").await.is(200);
}

async fn pages_neither_skip_nor_repeat(world: World) {
    let first = world.anon().get("/scores?limit=1&correct=true").await.is(200);
    assert_eq!(first.at("/data/scores/0/id"), 3);
    assert_eq!(first.header("link"), Some("</scores?limit=1&start=3&correct=true>; rel=\"next\""));
    world.bob().post("/scores", json!({"exercise_id": 2, "correct": true})).await.is(201);
    let next = world.anon().get("/scores?limit=1&start=3&correct=true").await.is(200);
    assert_eq!((next.at("/data/scores/0/id"), next.at("/meta/next_start")), (json!(1), json!(null)));
    assert_eq!(next.header("link"), None);
}

async fn own_scores_are_no_number(world: World) {
    let alice = world.alice();
    assert_eq!(alice.get("/scores/user").await.is(200).at("/data/scores/0/id"), 1);
    alice.get("/scores/users").await.fails(400, 4003);
    alice.get("/scores/user/none").await.fails(400, 4003);
    let refused = alice.put("/scores/user", json!({"correct": true})).await.fails(405, 4050);
    assert_eq!(refused.header("allow"), Some("GET, HEAD, OPTIONS"));
    world.anon().get("/scores/user").await.fails(401, 4132);
}

/// Dave's score of the second exercise is hidden with him.
async fn a_hidden_score_still_holds_its_place(world: World) {
    world.admin().poke("/users/5/restore").await.is(200);
    let login = json!({"username": "dave", "password": "dave-password"});
    let token = world.anon().post("/login", login).await.is(200).text("/data/token");
    let dave = world.holder(&token);
    dave.post("/scores", json!({"exercise_id": 2, "correct": false})).await.fails(409, 4092);
    assert_eq!(
        dave.patch("/scores", json!({"exercise_id": 2, "correct": false})).await.is(200).at("/data/score/id"),
        4
    );
}
