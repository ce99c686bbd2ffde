//! Bearer tokens and the session cookie, on an operation of every user.

use plenary::fixture;
use plenary::infra::TokenKind;
use poem::http::Method;
use poem::{Request, RequestBuilder};

use crate::support::{Answer, World, request};

const STATUS: &str = "/auth/status";

async fn with_header(world: &World, value: &str) -> Answer {
    world.send(request(Method::GET, STATUS).header("authorization", value).finish()).await
}

#[tokio::test]
async fn without_a_token_it_is_401() {
    let answer = World::new().await.get(STATUS).await.fails(401, 4132);
    assert_eq!(answer.string("/message"), "Missing Authorization Header");
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn a_bad_token_is_401_and_says_how() {
    let world = World::new().await;
    let good = world.bearer("alice");
    let refresh = format!("Bearer {}", fixture::refresh_token(&world.app, "alice"));
    for (value, message) in [
        ("Bearer", "Not enough segments"),
        ("Bearer abc", "Not enough segments"),
        ("Bearer a.b", "Not enough segments"),
        ("Bearer a.b.c", "Invalid token"),
        ("Basic YTpi", "Invalid token"),
        (&good[.."Bearer ".len() + 20], "Not enough segments"),
        (&format!("{good}x"), "Invalid token"),
        (&refresh, "Invalid token"),
    ] {
        let answer = with_header(&world, value).await.fails(401, 4132);
        assert_eq!(answer.string("/message"), message, "{value}: {answer}");
    }
    with_header(&world, &good).await.is(200);
    with_header(&world, &good.replace("Bearer", "bearer")).await.is(200);
}

#[tokio::test]
async fn a_token_ends_with_its_time() {
    let world = World::new().await;
    let token = world.bearer("alice");
    world.advance(899);
    with_header(&world, &token).await.is(200);
    world.advance(1);
    let answer = with_header(&world, &token).await.fails(401, 4132);
    assert_eq!(answer.string("/message"), "Token has expired");
}

#[tokio::test]
async fn the_lifetime_is_a_setting() {
    let world = World::with(&["--access-ttl", "2s"]).await;
    let token = world.bearer("alice");
    world.advance(2);
    with_header(&world, &token).await.fails(401, 4132);
}

#[tokio::test]
async fn a_token_of_an_ended_session_is_revoked() {
    let world = World::new().await;
    let context = world.app.context();
    let (now, jti) = (context.clock.now(), context.ids.uuid());
    for (user, session) in [(1, 4711), (4711, 1)] {
        let token = context.tokens.issue(TokenKind::Access, user, session, jti, now).expect("a token");
        let answer = with_header(&world, &format!("Bearer {token}")).await.fails(401, 4132);
        assert_eq!(answer.string("/message"), "Token has been revoked", "user {user}, session {session}");
    }
}

#[tokio::test]
async fn a_bad_token_is_refused_where_a_token_is_not_needed() {
    let world = World::new().await;
    let builder = || request(Method::GET, "/users");
    world.send(builder().header("authorization", "Bearer a.b.c").finish()).await.fails(401, 4132);
    world.send(builder().header("cookie", "plenary_session=a.b.c").finish()).await.is(200);
}

#[tokio::test]
async fn the_caller_is_known_before_the_fields_are_judged() {
    let world = World::new().await;
    let wrong = request(Method::PATCH, "/users/abc").content_type("application/json").body("{");
    world.send(wrong).await.fails(401, 4132);
}

fn from_browser(world: &World, method: Method) -> RequestBuilder {
    let path = if method == Method::POST { "/auth/logout" } else { STATUS };
    request(method, path)
        .header("cookie", fixture::session_cookie(&world.app, "alice"))
        .header("host", "plenary.example")
}

#[tokio::test]
async fn the_session_cookie_is_as_good_as_a_token_for_reading() {
    let world = World::new().await;
    let cookie = format!("theme=dark; {}; x=y", fixture::session_cookie(&world.app, "alice"));
    world.send(request(Method::GET, STATUS).header("cookie", cookie).finish()).await.is(200);
}

#[tokio::test]
async fn an_unsafe_request_with_the_cookie_must_be_same_origin() {
    let world = World::new().await;
    let post = || from_browser(&world, Method::POST);
    let refused: [Request; 5] = [
        post().finish(),
        post().header("sec-fetch-site", "cross-site").finish(),
        post().header("sec-fetch-site", "same-site").finish(),
        post().header("origin", "https://evil.example").finish(),
        post().header("origin", "null").finish(),
    ];
    for request in refused {
        world.send(request).await.fails(403, 4134);
    }
    world.send(post().header("origin", "https://plenary.example").finish()).await.is(200);
}

#[tokio::test]
async fn fetch_metadata_alone_proves_the_same_origin() {
    let world = World::new().await;
    world
        .send(from_browser(&world, Method::POST).header("sec-fetch-site", "same-origin").finish())
        .await
        .is(200);
}

#[tokio::test]
async fn a_session_token_is_no_bearer_token() {
    let world = World::new().await;
    let cookie = fixture::session_cookie(&world.app, "alice");
    let token = cookie.split_once('=').expect("a cookie").1;
    with_header(&world, &format!("Bearer {token}")).await.fails(401, 4132);
}
