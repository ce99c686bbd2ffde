//! What is there, compared with what was promised.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::client::{Client, Person};
use crate::ledger::{Ledger, Sent};
use crate::listing;

/// What was found.
pub(crate) struct Delivered {
    pub(crate) messages: usize,
    /// Messages that a younger one of the same sender was delivered before.
    pub(crate) overtaken: usize,
}

/// Proves that every accepted message is there once with one receipt and one news, every other one at most once, and
/// nothing else.
pub(crate) async fn judge(client: &Client, people: &[Person], ledger: &Ledger) -> Delivered {
    let messages = messages(client, people).await;
    for (text, sent, job) in ledger.accepted() {
        assert_eq!(messages.get(text).map_or(0, Vec::len), 1, "{text}: {sent:?}: {:?}", messages.get(text));
        let url = format!("{}/jobs/{job}", client.urls[0]);
        let sender = people.iter().find(|it| it.id == sent.sender).expect("a sender");
        let answer = client.http.get(url).bearer_auth(&sender.token).send().await.expect("an answer");
        let answer: Value = answer.json().await.expect("JSON");
        assert_eq!(answer["data"]["job"]["state"], "succeeded", "{text}: {answer}");
    }
    for (text, rows) in &messages {
        let sent = ledger.0.get(text).unwrap_or_else(|| panic!("nobody has sent {rows:?}"));
        assert_eq!(rows.len(), 1, "{text} is there more than once: {rows:?}");
        assert_eq!(sides(&rows[0]), [sent.sender, sent.recipient], "{}", rows[0]);
    }
    notifications(client, people, &messages).await;
    Delivered { messages: messages.len(), overtaken: overtaken(&messages, ledger) }
}

/// Messages that came later than a younger one of the same sender, as may be when a worker with the older one in its
/// hands is killed.
fn overtaken(messages: &BTreeMap<String, Vec<Value>>, ledger: &Ledger) -> usize {
    let mut of_senders: BTreeMap<i64, Vec<(i64, u32)>> = BTreeMap::new();
    for (text, rows) in messages {
        let Sent { sender, number, .. } = ledger.0[text];
        of_senders.entry(sender).or_default().push((listing::id(&rows[0]), number));
    }
    let mut count = 0;
    for mut delivered in of_senders.into_values() {
        delivered.sort_unstable();
        let mut newest = 0;
        for (_, number) in delivered {
            count += usize::from(number < newest);
            newest = newest.max(number);
        }
    }
    count
}

/// Every message by its text: of each pair of people, read by both, in pages of different sizes.
async fn messages(client: &Client, people: &[Person]) -> BTreeMap<String, Vec<Value>> {
    let mut found: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    let mut of_pairs: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (first, one) in people.iter().enumerate() {
        for other in &people[first + 1..] {
            let path = |a: &Person, b: &Person| format!("/messages?sender_id={}&recipient_id={}", a.id, b.id);
            let rows = read(client, 0, one, &path(one, other), "messages", 7).await;
            let mirrored = read(client, 1, other, &path(other, one), "messages", 100).await;
            assert_eq!(rows, mirrored, "both see the same conversation");
            let ids: Vec<i64> = rows.iter().map(listing::id).collect();
            for side in [one, other] {
                of_pairs.entry(side.id).or_default().extend(&ids);
            }
            for row in rows {
                let text = row["content"]["text"].as_str().expect("a text").to_owned();
                found.entry(text).or_default().push(row);
            }
        }
    }
    for one in people {
        let all = read(client, 0, one, "/messages", "messages", 100).await;
        let all: BTreeSet<i64> = all.iter().map(listing::id).collect();
        assert_eq!(
            Some(&all),
            of_pairs.get(&one.id),
            "all messages of {} are those of its conversations",
            one.id
        );
    }
    found
}

/// Every message has one receipt and one news, and there is no other notification.
async fn notifications(client: &Client, people: &[Person], messages: &BTreeMap<String, Vec<Value>>) {
    for one in people {
        let mut expected: BTreeMap<i64, usize> = BTreeMap::new();
        for row in messages.values().flatten() {
            if sides(row).contains(&one.id) {
                *expected.entry(listing::id(row)).or_default() += 1;
            }
        }
        let mut found: BTreeMap<i64, usize> = BTreeMap::new();
        for row in read(client, 1, one, "/notifications", "notifications", 23).await {
            assert_eq!((&row["code"], &row["is_error"]), (&10095.into(), &false.into()), "{row}");
            let message = row.pointer("/data/message_id").and_then(Value::as_i64);
            *found.entry(message.unwrap_or_else(|| panic!("of which message? {row}"))).or_default() += 1;
        }
        assert_eq!(found, expected, "notifications of {} by message", one.id);
    }
}

/// Who wrote it, and to whom.
fn sides(row: &Value) -> [i64; 2] {
    ["/sender/id", "/recipient/id"]
        .map(|pointer| row.pointer(pointer).and_then(Value::as_i64).expect("a side"))
}

async fn read(
    client: &Client,
    server: usize,
    who: &Person,
    path: &str,
    key: &str,
    limit: usize,
) -> Vec<Value> {
    listing::read(client, server, who, path, key, limit).await.expect("the servers answer")
}
