//! The baseline.

use plenary::fixture::PEOPLE;
use serde_json::json;

use crate::support::World;

on_every_database![everybody_is_who_the_baseline_says, a_new_user_gets_the_next_id];

async fn everybody_is_who_the_baseline_says(world: World) {
    for person in PEOPLE {
        let uri = format!("/users/{}?with_trashed=true", person.id);
        let user = world.admin().get(&uri).await.is(200).at("/data/user");
        assert_eq!(
            (user["username"].as_str(), user["email"].as_str()),
            (Some(person.username), Some(person.email))
        );
        assert_eq!(
            (user["active"].as_bool(), user["admin"].as_bool()),
            (Some(person.active), Some(person.admin))
        );
        assert_eq!(user.get("deleted_at").is_some(), person.trashed, "{user}");
        assert_eq!(user["uuid"], person.uuid().to_string());
        let may = person.active && !person.trashed;
        let login = json!({"email": person.email, "password": person.password});
        world.anon().post("/auth/login", login).await.is(if may { 200 } else { 401 });
        world.person(person.name).get("/auth/status").await.is(if may { 200 } else { 401 });
    }
}

async fn a_new_user_gets_the_next_id(world: World) {
    let erin = json!({"username": "erin", "email": "erin@example.org", "password": "erin-password"});
    assert_eq!(world.anon().post("/auth/register", erin).await.is(201).at("/data/user/id"), 7);
}
