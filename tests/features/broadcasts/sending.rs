//! What an accepted broadcast comes to.

use std::time::{Duration, Instant};

use plenary_contract::banners::PNG;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::support::{accepted, all, asking, count, crowd, told};
use crate::support::World;

on_every_database![
    a_broadcast_stands_once_in_every_chat_and_its_asker_is_told,
    a_sending_that_dies_between_two_batches_goes_on_to_one_message_a_chat,
    a_chat_that_comes_meanwhile_is_not_part_of_it,
    a_picture_that_is_none_fails_at_once_and_frees_its_banner,
    a_picture_that_cannot_be_had_now_is_tried_again_until_it_is_given_up,
    a_picture_that_somebody_has_seen_is_never_sent_again,
    the_answer_does_not_wait_for_the_chats,
];

async fn job(world: &World, id: &str) -> Value {
    world.admin().get(&format!("/jobs/{id}")).await.is(200).at("/data/job")
}

/// How many chats have the newest broadcast, and how many have it more than once.
async fn spread(world: &World) -> (i64, i64) {
    let newest = "WHERE broadcast_id = (SELECT max(id) FROM broadcasts)";
    let chats = count(world, &format!("count(DISTINCT chat_id) FROM chat_messages {newest}")).await;
    let messages = count(world, &format!("count(*) FROM chat_messages {newest}")).await;
    (chats, messages - chats)
}

async fn a_broadcast_stands_once_in_every_chat_and_its_asker_is_told(world: World) {
    let (_banners, world) = asking(&world, "paged", &["--broadcast-batch", "2"]).await;
    let body = json!({"text": "hello"});
    let id = world.admin().post("/broadcasts", body).await.is(202).text("/data/job_id");
    let waiting = all(&world).await.remove(0);
    assert_eq!(
        (&waiting["state"], &waiting["total"], &waiting["picture"]),
        (&json!("queued"), &json!(0), &Value::Null)
    );
    world.settle().await;
    assert_eq!(spread(&world).await, (6, 0));
    let sent = all(&world).await.remove(0);
    assert_eq!(
        (&sent["state"], &sent["total"], &sent["delivered"]),
        (&json!("finished"), &json!(6), &json!(6))
    );
    assert_eq!((&sent["picture"]["width"], &sent["picture"]["height"]), (&json!(4), &json!(3)));
    let job = job(&world, &id).await;
    assert_eq!(job["result"], json!({"broadcast_id": 2, "total": 6, "delivered": 6}));
    assert_eq!(job["progress"], json!({"done": 6, "total": 6}));
    let told = told(&world).await;
    assert_eq!(told["message"], "The banner was sent to 6 of 6 chats.");
    assert_eq!(told["data"], json!({"job_id": id, "broadcast_id": 2}));
    let message = world.bob().get("/chats/3/messages?limit=1").await.is(200).at("/data/chat_messages/0");
    assert_eq!((&message["text"], &message["image"]), (&json!("hello"), &sent["picture"]), "{message}");
    let key = sent["picture"]["key"].as_str().expect("a key");
    let kept = world.app.context().storage.get(key, None).await.expect("a storage").expect("a file");
    assert_eq!(kept.size, PNG.len() as u64);
}

/// Breaks the next statement that writes into this chat, as a process that dies there would.
async fn break_at(world: &World, chat: i64) {
    let sql = match world.db().get_database_backend() {
        sea_orm::DbBackend::Postgres => format!(
            "ALTER TABLE chat_messages ADD CONSTRAINT broken_{chat} CHECK (chat_id <> {chat} OR broadcast_id = 1)"
        ),
        _ => format!(
            "CREATE TRIGGER broken_{chat} BEFORE INSERT ON chat_messages WHEN NEW.chat_id = {chat} \
             BEGIN SELECT RAISE(ABORT, 'broken'); END"
        ),
    };
    world.db().execute_unprepared(&sql).await.expect(&sql);
}

/// Undoes that. Each has a name of its own: another connection of `SQLite` may remember the last one.
async fn mend(world: &World, chat: i64) {
    let sql = match world.db().get_database_backend() {
        sea_orm::DbBackend::Postgres => format!("ALTER TABLE chat_messages DROP CONSTRAINT broken_{chat}"),
        _ => format!("DROP TRIGGER broken_{chat}"),
    };
    world.db().execute_unprepared(&sql).await.expect(&sql);
}

/// Everything in the queue is due now.
async fn due(world: &World) {
    world
        .db()
        .execute_unprepared("UPDATE jobs SET run_at = 0 WHERE kind = 'send_broadcast'")
        .await
        .expect("due");
}

async fn a_sending_that_dies_between_two_batches_goes_on_to_one_message_a_chat(world: World) {
    crowd(&world, 44).await;
    let flags = ["--broadcast-batch", "7", "--job-backoff", "1h"];
    let (_banners, world) = asking(&world, "one", &flags).await;
    let id = accepted(&world).await;
    for (breaks, reached) in [(10, 7), (30, 28)] {
        break_at(&world, breaks).await;
        world.settle().await;
        assert_eq!(spread(&world).await, (reached, 0));
        let stands = all(&world).await.remove(0);
        assert_eq!(
            (&stands["state"], &stands["delivered"]),
            (&json!("sending"), &json!(reached)),
            "{stands}"
        );
        assert_eq!(job(&world, &id).await["progress"], json!({"done": reached, "total": 50}));
        mend(&world, breaks).await;
        due(&world).await;
    }
    world.settle().await;
    assert_eq!(spread(&world).await, (50, 0));
    let done = all(&world).await.remove(0);
    assert_eq!(
        (&done["state"], &done["delivered"], &done["total"]),
        (&json!("finished"), &json!(50), &json!(50))
    );
    assert_eq!(job(&world, &id).await["attempts"], 3);
    assert_eq!(count(&world, "count(*) FROM media").await, 2, "the picture is fetched once");
}

async fn a_chat_that_comes_meanwhile_is_not_part_of_it(world: World) {
    crowd(&world, 4).await;
    let flags = ["--broadcast-batch", "4", "--job-backoff", "1h"];
    let (_banners, world) = asking(&world, "one", &flags).await;
    accepted(&world).await;
    break_at(&world, 6).await;
    world.settle().await;
    mend(&world, 6).await;
    let body = json!({"username": "late", "email": "late@example.org", "password": "secret-enough"});
    world.anon().post("/auth/register", body).await.is(201);
    world.settle().await;
    assert_eq!(count(&world, "count(*) FROM chats").await, 11);
    // And one that goes is not missed.
    world.admin().delete("/chats/9").await.is(200);
    due(&world).await;
    world.settle().await;
    assert_eq!(spread(&world).await, (9, 0));
    let done = all(&world).await.remove(0);
    assert_eq!((&done["delivered"], &done["total"]), (&json!(9), &json!(10)));
}

async fn a_picture_that_is_none_fails_at_once_and_frees_its_banner(world: World) {
    for behaviour in ["html", "text", "huge", "cut", "missing"] {
        let (_banners, world) = asking(&world, behaviour, &[]).await;
        for _ in 0..2 {
            // The second time shows that the banner is free again.
            let id = accepted(&world).await;
            world.settle().await;
            let job = job(&world, &id).await;
            assert_eq!(
                (&job["state"], &job["attempts"]),
                (&json!("failed"), &json!(1)),
                "{behaviour}: {job}"
            );
            assert_eq!(job["error"]["subcode"], 5020, "{behaviour}");
            let failed = all(&world).await.remove(0);
            assert_eq!((&failed["state"], &failed["delivered"]), (&json!("failed"), &json!(0)));
            let told = told(&world).await;
            assert_eq!((&told["code"], &told["is_error"]), (&json!(10096), &json!(true)), "{told}");
            assert_eq!(told["data"]["error"], job["error"]);
        }
        assert_eq!(spread(&world).await, (0, 0));
    }
    let (_banners, world) = asking(&world, "one", &["--banner-image-limit", "20"]).await;
    let id = accepted(&world).await;
    world.settle().await;
    assert_eq!(job(&world, &id).await["state"], "failed");
}

async fn a_picture_that_cannot_be_had_now_is_tried_again_until_it_is_given_up(world: World) {
    let (_banners, world) = asking(&world, "failing", &["--job-attempts", "3"]).await;
    let id = accepted(&world).await;
    world.settle().await;
    let job = job(&world, &id).await;
    assert_eq!((&job["state"], &job["attempts"]), (&json!("failed"), &json!(3)), "{job}");
    assert_eq!(all(&world).await[0]["state"], "failed");
    let told = told(&world).await;
    assert_eq!(
        (&told["code"], &told["is_error"], &told["data"]["error"]["subcode"]),
        (&json!(10096), &json!(true), &json!(5000))
    );
    // It came to nobody, so it may be tried once more.
    accepted(&world).await;
}

async fn a_picture_that_somebody_has_seen_is_never_sent_again(world: World) {
    let flags = ["--broadcast-batch", "2", "--job-attempts", "2"];
    let (_banners, world) = asking(&world, "one", &flags).await;
    accepted(&world).await;
    break_at(&world, 4).await;
    world.settle().await;
    mend(&world, 4).await;
    let given_up = all(&world).await.remove(0);
    assert_eq!((&given_up["state"], &given_up["delivered"]), (&json!("failed"), &json!(2)), "{given_up}");
    world.admin().post("/broadcasts", json!({})).await.fails(409, 4090);
}

async fn the_answer_does_not_wait_for_the_chats(world: World) {
    crowd(&world, 3_000).await;
    let (_banners, world) = asking(&world, "paged", &[]).await;
    let begun = Instant::now();
    accepted(&world).await;
    let answered = begun.elapsed();
    assert!(answered < Duration::from_secs(1), "{answered:?}");
    assert_eq!(spread(&world).await, (0, 0), "nothing is written before the answer");
    world.settle().await;
    assert_eq!(spread(&world).await, (3_006, 0));
}
