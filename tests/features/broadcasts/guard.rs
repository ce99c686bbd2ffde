//! Nothing that is not on the public internet is ever asked. Redirects are tried where the client is
//! (`src/infra/outbound`): the stand-in of these tests is inside itself.

use serde_json::json;

use super::support::{accepted, all, asking, told};
use crate::support::World;

on_every_database![an_api_inside_is_not_asked, a_picture_inside_is_not_fetched,];

const GUARDED: [&str; 2] = ["--banner-allow-private", "false"];

async fn an_api_inside_is_not_asked(world: World) {
    let (banners, world) = asking(&world, "paged", &GUARDED).await;
    world.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
    // By a name, by other spellings, by what IPv6 makes of it.
    let port = banners.url("").trim_end_matches('/').rsplit_once(':').expect("a port").1.to_owned();
    for host in ["localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"] {
        let url = format!("http://{host}:{port}/paged");
        let world = world.with(&["--banner-api-url", &url, GUARDED[0], GUARDED[1]]).await;
        let answer = world.admin().post("/broadcasts", json!({})).await.fails(502, 5020);
        assert!(answer.text("/message").contains("not on the public internet"), "{host}: {answer}");
    }
    assert_eq!(all(&world).await.len(), 1);
}

async fn a_picture_inside_is_not_fetched(world: World) {
    // The search is done without the guard, the sending with it.
    let (banners, open) = asking(&world, "one", &[]).await;
    let job = accepted(&open).await;
    let guarded = world.with(&["--banner-api-url", &banners.url("one"), GUARDED[0], GUARDED[1]]).await;
    guarded.settle().await;
    let job = guarded.admin().get(&format!("/jobs/{job}")).await.is(200).at("/data/job");
    assert_eq!((&job["state"], &job["attempts"]), (&json!("failed"), &json!(1)), "{job}");
    assert_eq!(job["error"]["subcode"], 5020);
    assert_eq!(all(&world).await[0]["state"], "failed");
    let told = told(&world).await;
    assert_eq!((&told["code"], &told["is_error"]), (&json!(10096), &json!(true)), "{told}");
}
