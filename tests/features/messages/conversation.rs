//! Reading what was written.

use serde_json::{Value, json};

use crate::support::{Actor, World};

on_every_database![
    a_conversation_is_paged_to_its_start_without_repeat_or_gap,
    messages_that_come_meanwhile_do_not_move_the_pages,
    nobody_reads_what_others_wrote_to_each_other,
];

async fn write(actor: &Actor, world: &World, recipient: i64, text: &str) {
    let content = json!({"type": "text", "text": text});
    actor.post("/messages", json!({"recipient_id": recipient, "content": content})).await.is(202);
    world.settle().await;
}

fn ids(page: &Value) -> Vec<i64> {
    let messages = page["data"]["messages"].as_array().cloned().unwrap_or_default();
    messages.iter().filter_map(|message| message["id"].as_i64()).collect()
}

/// Follows the links from page to page; `meanwhile` is written after each.
async fn walked(world: &World, actor: &Actor, first: &str, meanwhile: Option<&str>) -> Vec<i64> {
    let (mut seen, mut uri) = (Vec::new(), first.to_owned());
    loop {
        let answer = actor.get(&uri).await.is(200);
        seen.extend(ids(&answer.json()));
        if let Some(text) = meanwhile {
            write(&world.bob(), world, 2, text).await;
        }
        let Some(link) = answer.header("link") else { return seen };
        uri = link.trim_start_matches('<').split('>').next().unwrap_or_default().to_owned();
    }
}

async fn a_conversation_is_paged_to_its_start_without_repeat_or_gap(world: World) {
    for number in 0..7 {
        write(&world.alice(), &world, 3, &format!("to bob {number}")).await;
        write(&world.bob(), &world, 2, &format!("to alice {number}")).await;
        write(&world.bob(), &world, 1, "to the administrator").await;
    }
    let whole = ids(&world.alice().get("/messages?sender_id=2&recipient_id=3").await.is(200).json());
    assert_eq!(whole.len(), 4 + 14);
    assert!(whole.is_sorted_by(|newer, older| newer > older), "{whole:?}");
    for limit in [1, 2, 5, 18, 100] {
        let first = format!("/messages?sender_id=2&recipient_id=3&limit={limit}");
        assert_eq!(walked(&world, &world.alice(), &first, None).await, whole, "limit {limit}");
        let other_side = format!("/messages?sender_id=3&recipient_id=2&limit={limit}");
        assert_eq!(walked(&world, &world.bob(), &other_side, None).await, whole, "limit {limit}");
    }
}

async fn messages_that_come_meanwhile_do_not_move_the_pages(world: World) {
    for number in 0..5 {
        write(&world.alice(), &world, 3, &format!("{number}")).await;
    }
    let whole = ids(&world.alice().get("/messages").await.is(200).json());
    assert_eq!(walked(&world, &world.alice(), "/messages?limit=2", Some("meanwhile")).await, whole);
}

async fn nobody_reads_what_others_wrote_to_each_other(world: World) {
    let all = ids(&world.admin().get("/messages").await.is(200).json());
    let own = ids(&world.alice().get("/messages").await.is(200).json());
    assert!(own.len() < all.len(), "{own:?} of {all:?}");
    for uri in ["/messages?sender_id=3&recipient_id=1", "/messages?recipient_id=1"] {
        assert!(ids(&world.alice().get(uri).await.is(200).json()).is_empty(), "{uri}");
        assert_eq!(ids(&world.bob().get(uri).await.is(200).json()), [4], "{uri}");
    }
}
