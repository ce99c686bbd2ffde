//! The page of users for people.

use crate::support::World;

const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

on_every_database![
    a_browser_gets_the_page_and_everybody_else_json,
    the_page_shows_addresses_to_administrators_only,
    the_form_adds_a_user,
    the_form_shows_what_is_wrong_and_keeps_what_was_typed,
    whatever_users_write_is_escaped,
    the_form_is_for_administrators_from_the_same_origin,
];

async fn a_browser_gets_the_page_and_everybody_else_json(world: World) {
    for accept in ["*/*", "application/json", "application/json, text/html", "text/html;q=0.5, */*"] {
        let answer = world.anon().with("accept", accept).get("/users").await.is(200);
        assert!(
            answer.header("content-type").is_some_and(|kind| kind.starts_with("application/json")),
            "{answer}"
        );
        assert_eq!(answer.header("vary").map(str::to_lowercase).as_deref(), Some("accept"), "{answer}");
    }
    let page = world.anon().with("accept", BROWSER).get("/users?limit=2").await.is(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.body.contains("<td>carol</td>") && !page.body.contains("<td>alice</td>"), "{page}");
    assert!(page.body.contains(r#"href="/users?limit=2&amp;start=3""#), "{page}");
    assert!(page.body.contains(r#"<form method="post" action="/users">"#), "{page}");
    assert!(!page.body.contains("<script") && !page.body.contains("style="), "{page}");
}

async fn the_page_shows_addresses_to_administrators_only(world: World) {
    let page = world.anon().with("accept", BROWSER).get("/users").await.is(200);
    assert!(!page.body.contains("@example"), "{page}");
    let page = world.browser("admin", "same-origin").with("accept", BROWSER).get("/users").await.is(200);
    assert!(page.body.contains("<td>alice@example.org</td>"), "{page}");
}

async fn the_form_adds_a_user(world: World) {
    let form = "username=erin&email=erin%40example.org&password=erin-password";
    let page = world.browser("admin", "same-origin").submit("/users", form).await.is(200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(
        page.body.contains("erin was added.") && page.body.contains("<td>erin@example.org</td>"),
        "{page}"
    );
    let login = serde_json::json!({"username": "erin", "password": "erin-password"});
    world.anon().post("/login", login).await.is(200);
}

async fn the_form_shows_what_is_wrong_and_keeps_what_was_typed(world: World) {
    let admin = world.browser("admin", "same-origin");
    let page = admin.submit("/users", "username=two+words&email=nowhere&password=secret-word").await.is(400);
    assert!(page.body.contains(r#"value="two words""#) && page.body.contains(r#"value="nowhere""#), "{page}");
    assert!(
        page.body.contains(r#"id="username-error""#) && page.body.contains(r#"id="email-error""#),
        "{page}"
    );
    assert!(!page.body.contains("secret-word"), "a password is never sent back: {page}");
    let page = admin.submit("/users", "username=Alice&email=a%40b.org&password=secret-word").await.is(409);
    assert!(page.body.contains("taken already") && page.body.contains(r#"aria-invalid="true""#), "{page}");
    for form in ["", "username=erin", "=&=&%zz", "username=%FF"] {
        admin.submit("/users", form).await.is(400);
    }
}

async fn whatever_users_write_is_escaped(world: World) {
    let form = "username=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&email=%3Cb%3E&password=x";
    let page = world.browser("admin", "same-origin").submit("/users", form).await.is(400);
    assert!(!page.body.contains("<script") && !page.body.contains("<b>"), "{page}");
    assert!(page.body.contains("&lt;script&gt;"), "{page}");
}

async fn the_form_is_for_administrators_from_the_same_origin(world: World) {
    let form = "username=erin&email=erin%40example.org&password=erin-password";
    world.anon().submit("/users", form).await.fails(401, 4132);
    world.browser("alice", "same-origin").submit("/users", form).await.fails(403, 4134);
    for site in ["cross-site", "same-site"] {
        world.browser("admin", site).submit("/users", form).await.fails(403, 4134);
    }
    world.admin().submit("/users", form).await.is(200);
}
