//! What a token is worth.

use chrono::TimeDelta;

use crate::support::World;

on_every_database![
    an_access_token_lives_a_quarter_of_an_hour,
    the_status_shows_the_caller_in_full,
    who_may_not_log_in_has_worthless_tokens,
    without_a_token_nobody_is_known,
];

async fn an_access_token_lives_a_quarter_of_an_hour(world: World) {
    let alice = world.alice();
    world.advance(TimeDelta::seconds(899));
    alice.get("/auth/status").await.is(200);
    world.advance(TimeDelta::seconds(1));
    assert_eq!(alice.get("/auth/status").await.fails(401, 4132).text("/message"), "Token has expired");
}

async fn the_status_shows_the_caller_in_full(world: World) {
    let user = world.admin().get("/auth/status").await.is(200).at("/data/user");
    assert_eq!(
        (&user["email"], &user["active"], &user["admin"]),
        (&"admin@example.org".into(), &true.into(), &true.into())
    );
}

async fn who_may_not_log_in_has_worthless_tokens(world: World) {
    for name in ["carol", "dave", "former-bob"] {
        let answer = world.person(name).get("/auth/status").await.fails(401, 4132);
        assert_eq!(answer.text("/message"), "Token has been revoked");
    }
}

async fn without_a_token_nobody_is_known(world: World) {
    let answer = world.anon().get("/auth/status").await.fails(401, 4132);
    assert_eq!(answer.text("/message"), "Missing Authorization Header");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}
