//! What an accepted message comes to.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::support::World;

on_every_database![
    both_sides_are_told_of_a_delivered_message,
    the_first_broken_rule_is_told_to_whoever_asked,
    an_administrator_who_writes_for_another_is_told_what_was_wrong,
    whoever_is_gone_before_the_delivery_is_no_crash,
    a_deleted_user_shows_as_deleted,
    messages_arrive_in_the_order_they_were_accepted,
    a_message_that_is_tried_again_does_not_hold_up_the_later_ones,
    a_message_whose_worker_is_gone_does_not_hold_up_the_later_ones,
];

fn text() -> Value {
    json!({"type": "text", "text": "hello"})
}

async fn newest(world: &World, name: &'static str) -> Value {
    world.person(name).get("/notifications?limit=1").await.is(200).at("/data/notifications/0")
}

async fn both_sides_are_told_of_a_delivered_message(world: World) {
    let job = world.alice().post("/messages", json!({"recipient_id": 3, "content": text()})).await.is(202);
    let job = job.text("/data/job_id");
    world.settle().await;
    let (receipt, news) = (newest(&world, "alice").await, newest(&world, "bob").await);
    assert_eq!((&receipt["code"], &receipt["data"]["job_id"]), (&json!(10095), &json!(job)));
    assert_eq!((&news["code"], &news["data"].get("job_id")), (&json!(10095), &None));
    assert_eq!(receipt["data"]["message_id"], news["data"]["message_id"]);
    let message = world.bob().get("/messages?limit=1").await.is(200).at("/data/messages/0");
    assert_eq!((&message["id"], &message["content"]), (&news["data"]["message_id"], &text()));
    let job = world.alice().get(&format!("/jobs/{job}")).await.is(200).at("/data/job");
    assert_eq!(job["result"]["message_id"], message["id"]);
}

async fn the_first_broken_rule_is_told_to_whoever_asked(world: World) {
    let before = world.admin().get("/messages").await.is(200).at("/data/messages");
    // What is wrong twice is told once, in the order of the rules: content, type, recipient, sender, the rest.
    for (recipient, content, code, subcode) in [
        (99, Value::Null, 400, 4007),
        (99, json!({"type": "letter"}), 400, 4009),
        (99, json!({"type": "text", "text": ""}), 404, 4041),
        (5, text(), 404, 4041),
        (3, json!({"type": "text", "text": ""}), 400, 4010),
        (3, json!({"type": "image", "url": "x", "width": 0, "height": 0}), 400, 4011),
        (3, json!({"type": "image", "url": "https://e.org/x", "width": 0, "height": 0}), 400, 4012),
        (3, json!({"type": "image", "url": "https://e.org/x", "width": 1, "height": 0}), 400, 4013),
        (3, json!({"type": "video", "url": "x", "source": "x"}), 400, 4011),
        (3, json!({"type": "video", "url": "https://e.org/x", "source": "x"}), 400, 4014),
    ] {
        let body = json!({"recipient_id": recipient, "content": content});
        let job = world.alice().post("/messages", body).await.is(202).text("/data/job_id");
        world.settle().await;
        let told = newest(&world, "alice").await;
        let error = &told["data"]["error"];
        assert_eq!(
            (&told["is_error"], &error["code"], &error["subcode"]),
            (&json!(true), &json!(code), &json!(subcode))
        );
        let job = world.alice().get(&format!("/jobs/{job}")).await.is(200).at("/data/job");
        assert_eq!((&job["state"], &job["error"], &job["attempts"]), (&json!("failed"), error, &json!(1)));
    }
    assert_eq!(
        world.admin().get("/messages").await.is(200).at("/data/messages"),
        before,
        "nothing was delivered"
    );
}

async fn an_administrator_who_writes_for_another_is_told_what_was_wrong(world: World) {
    let body = json!({"sender_id": 99, "recipient_id": 3, "content": text()});
    world.admin().post("/messages", body).await.is(202);
    world.settle().await;
    let told = newest(&world, "admin").await;
    let errors = &told["data"]["error"]["data"]["errors"];
    assert_eq!(errors[0]["pointer"], "/sender_id", "{told}");
    let body = json!({"sender_id": 2, "recipient_id": 3, "content": text()});
    world.admin().post("/messages", body).await.is(202);
    world.settle().await;
    assert_eq!(newest(&world, "alice").await["message"], "Your message was delivered.");
    assert_eq!(newest(&world, "admin").await, told, "the receipt is the sender's");
}

async fn whoever_is_gone_before_the_delivery_is_no_crash(world: World) {
    let job = world.alice().post("/messages", json!({"recipient_id": 3, "content": text()})).await.is(202);
    let job = job.text("/data/job_id");
    for user in [2, 3] {
        world.admin().delete(&format!("/users/{user}?permanent=true")).await.is(200);
    }
    world.settle().await;
    let job = world.admin().get(&format!("/jobs/{job}")).await.is(200).at("/data/job");
    assert_eq!((&job["state"], &job["error"]["subcode"]), (&json!("failed"), &json!(4041)), "{job}");
}

/// Sender and recipient of alice's newest message.
async fn sides(world: &World) -> (Value, Value) {
    let message = world.admin().get("/messages?sender_id=2&limit=1").await.is(200).at("/data/messages/0");
    (message["sender"].clone(), message["recipient"].clone())
}

async fn a_deleted_user_shows_as_deleted(world: World) {
    world.admin().delete("/users/3").await.is(200);
    let (sender, recipient) = sides(&world).await;
    assert_eq!(sender, json!({"id": 2, "username": "alice", "deleted": false}));
    assert_eq!(recipient, json!({"id": 3, "username": "deleted", "deleted": true}));
    world.admin().delete("/users/3?permanent=true").await.is(200);
    let (_, recipient) = sides(&world).await;
    assert_eq!(recipient, json!({"id": null, "username": "deleted", "deleted": true}));
}

async fn messages_arrive_in_the_order_they_were_accepted(world: World) {
    let workers = [
        world.with(&["--job-concurrency", "4", "--job-poll", "1s"]).await,
        world.with(&["--job-concurrency", "3", "--job-poll", "1s"]).await,
    ];
    let texts: Vec<String> = (0..60).map(|number| format!("{number}")).collect();
    for text in &texts {
        let content = json!({"type": "text", "text": text});
        world.alice().post("/messages", json!({"recipient_id": 1, "content": content})).await.is(202);
    }
    let tasks = workers.each_ref().map(|worker| worker.app.background(true));
    let uri = "/messages?sender_id=2&recipient_id=1";
    let delivered = async {
        loop {
            let page = world.alice().get(uri).await.is(200).at("/data/messages");
            let page = page.as_array().cloned().unwrap_or_default();
            if page.len() == texts.len() {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    let delivered =
        tokio::time::timeout(std::time::Duration::from_secs(20), delivered).await.expect("in time");
    for (worker, mut tasks) in workers.into_iter().zip(tasks) {
        worker.app.stop();
        while tasks.join_next().await.is_some() {}
    }
    let said = delivered.iter().rev().filter_map(|message| message["content"]["text"].as_str());
    assert_eq!(said.collect::<Vec<_>>(), texts);
}

async fn a_message_that_is_tried_again_does_not_hold_up_the_later_ones(world: World) {
    let last = "SELECT max(run_at) FROM jobs WHERE payload LIKE '%number %'";
    late(world, &format!("run_at = ({last}) + 1, attempts = 1")).await;
}

async fn a_message_whose_worker_is_gone_does_not_hold_up_the_later_ones(world: World) {
    late(world, "state = 'running', worker = 'gone', lease_until = 0, attempts = 1").await;
}

/// Many messages of one sender, the first of which is in trouble, are delivered in a fraction of the time it would
/// take if each waited for the first.
async fn late(world: World, trouble: &str) {
    let worker = world.with(&["--job-lease", "1s", "--job-poll", "1s"]).await;
    for number in 0..50 {
        let content = json!({"type": "text", "text": format!("number {number}.")});
        world.alice().post("/messages", json!({"recipient_id": 1, "content": content})).await.is(202);
    }
    let sql = format!("UPDATE jobs SET {trouble} WHERE payload LIKE '%number 0.%'");
    assert_eq!(world.db().execute_unprepared(&sql).await.expect("changed").rows_affected(), 1);
    let mut tasks = worker.app.background(true);
    let left = async {
        while world.db().query_one_raw(left(&world)).await.expect("a row").is_some() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), left).await.expect("in time");
    worker.app.stop();
    while tasks.join_next().await.is_some() {}
    let page = world.alice().get("/messages?sender_id=2&recipient_id=1").await.is(200);
    assert_eq!(page.at("/data/messages").as_array().map(Vec::len), Some(50));
}

fn left(world: &World) -> Statement {
    let sql = "SELECT 1 FROM jobs WHERE payload LIKE '%number %' AND state IN ('queued', 'running') LIMIT 1";
    Statement::from_string(world.db().get_database_backend(), sql)
}
