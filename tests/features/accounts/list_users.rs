//! `GET /users` and `GET /users/{id}`

use serde_json::{Value, json};

use crate::support::{Answer, World};

on_every_database![
    the_newest_user_comes_first,
    pages_neither_skip_nor_repeat_while_others_register,
    a_range_is_never_corrected_in_silence,
    an_address_is_for_administrators_and_on_its_own_page_for_the_user,
    trashed_users_are_for_administrators,
    a_user_who_is_not_there_is_not_found,
];

async fn the_newest_user_comes_first(world: World) {
    let answer = world.anon().get("/users").await.is(200);
    assert_eq!(ids(&answer), [4, 3, 2, 1]);
    assert_eq!(answer.at("/meta"), json!({"limit": 100, "next_start": null}));
    assert_eq!(answer.header("link"), None);
}

async fn pages_neither_skip_nor_repeat_while_others_register(world: World) {
    let first = world.anon().get("/users?limit=2").await.is(200);
    assert_eq!(ids(&first), [4, 3]);
    assert_eq!(first.header("link"), Some("</users?limit=2&start=3>; rel=\"next\""));
    let erin = json!({"username": "erin", "email": "erin@example.org", "password": "erin-password"});
    world.anon().post("/auth/register", erin).await.is(201);
    let second = world.anon().get("/users?limit=2&start=3").await.is(200);
    assert_eq!(ids(&second), [2, 1]);
    assert_eq!(second.header("link"), None);
}

async fn a_range_is_never_corrected_in_silence(world: World) {
    for limit in ["0", "101", "-1", "x", "1.5", "", "99999999999999999999"] {
        world.anon().get(&format!("/users?limit={limit}")).await.fails(400, 4015);
    }
    for start in ["0", "-1", "x", "9223372036854775808"] {
        world.anon().get(&format!("/users?start={start}")).await.fails(400, 4016);
    }
    assert_eq!(
        ids(&world.anon().get("/users?start=9223372036854775807&limit=100").await.is(200)),
        [4, 3, 2, 1]
    );
    for id in ["0", "-1", "x", "9223372036854775808"] {
        world.anon().get(&format!("/users/{id}")).await.fails(400, 4003);
    }
}

async fn an_address_is_for_administrators_and_on_its_own_page_for_the_user(world: World) {
    let shown = |answer: &Answer| -> Vec<i64> {
        let users = answer.at("/data/users");
        let users = users.as_array().expect("users");
        users
            .iter()
            .filter(|user| user.get("email").is_some())
            .filter_map(|user| user["id"].as_i64())
            .collect()
    };
    assert_eq!(shown(&world.anon().get("/users").await.is(200)), Vec::<i64>::new());
    assert_eq!(shown(&world.bob().get("/users").await.is(200)), Vec::<i64>::new());
    assert_eq!(shown(&world.admin().get("/users").await.is(200)), [4, 3, 2, 1]);
    for (actor, sees) in
        [(world.anon(), false), (world.bob(), false), (world.alice(), true), (world.admin(), true)]
    {
        let user = actor.get("/users/2").await.is(200).at("/data/user");
        for private in ["email", "active", "admin"] {
            assert_eq!(user.get(private).is_some(), sees, "{private} of {user}");
        }
        assert_eq!(user.get("password_hash"), None);
    }
}

async fn trashed_users_are_for_administrators(world: World) {
    let answer = world.admin().get("/users?with_trashed=true&limit=1").await.is(200);
    assert_eq!(ids(&answer), [6]);
    assert_eq!(answer.header("link"), Some("</users?limit=1&start=6&with_trashed=true>; rel=\"next\""));
    let dave = world.admin().get("/users/5?with_trashed=true").await.is(200);
    assert_eq!(dave.at("/data/user/deleted_at"), "2026-01-01T10:04:00.000000Z");
    for actor in [world.anon(), world.alice()] {
        actor.get("/users?with_trashed=true").await.fails(403, 4134);
        actor.get("/users/5?with_trashed=true").await.fails(403, 4134);
        actor.get("/users/5").await.fails(404, 4041);
    }
    world.admin().get("/users/5").await.fails(404, 4041);
}

async fn a_user_who_is_not_there_is_not_found(world: World) {
    world.anon().get("/users/7").await.fails(404, 4041);
    world.anon().get("/users/9223372036854775807").await.fails(404, 4041);
}

fn ids(answer: &Answer) -> Vec<i64> {
    let users = answer.at("/data/users");
    users.as_array().expect("users").iter().filter_map(|user: &Value| user["id"].as_i64()).collect()
}
