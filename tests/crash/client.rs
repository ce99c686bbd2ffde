//! Somebody who writes messages.

use std::collections::BTreeMap;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::ledger::{Fate, Sent};

/// One of the people, with a token of theirs.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: i64,
    pub(crate) token: String,
}

/// Who speaks to which servers.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) urls: Vec<String>,
}

impl Client {
    /// One connection pool for all. Nothing is sent twice behind our back.
    pub(crate) fn new(urls: Vec<String>) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .retry(reqwest::retry::never())
            .timeout(Duration::from_secs(10))
            .build()
            .expect("a client");
        Self { http, urls }
    }

    /// Whether every server answers that it is well.
    pub(crate) async fn is_served(&self) -> bool {
        for url in &self.urls {
            if !self.http.get(format!("{url}/check")).send().await.is_ok_and(|it| it.status() == 200) {
                return false;
            }
        }
        true
    }

    /// Makes an account.
    pub(crate) async fn register(&self, name: &str) -> Person {
        let body =
            json!({"username": name, "email": format!("{name}@example.org"), "password": "long enough"});
        let answer = self.http.post(format!("{}/auth/register", self.urls[0])).json(&body).send().await;
        let answer: Value = answer.expect("an answer").json().await.expect("JSON");
        let data = &answer["data"];
        let token = data["token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        Person { id: data["user"]["id"].as_i64().expect("an id"), token }
    }

    /// Sends so many messages, one after the other, to all servers in turn. Each text is sent once; `begun` counts.
    pub(crate) async fn write(
        self,
        people: Vec<Person>,
        me: usize,
        count: u32,
        seed: u64,
        begun: watch::Sender<u32>,
    ) -> BTreeMap<String, Sent> {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(me as u64 + 1));
        let mut written = BTreeMap::new();
        let sender = &people[me];
        for number in 0..count {
            let other = (me + random.random_range(1..people.len())) % people.len();
            let recipient = people[other].id;
            let text = format!("{} writes to {recipient}, no. {number}", sender.id);
            begun.send_modify(|count| *count += 1);
            let fate = self.send(sender, recipient, &text, me + number as usize).await;
            written.insert(text, Sent { sender: sender.id, recipient, number, fate });
        }
        written
    }

    async fn send(&self, sender: &Person, recipient: i64, text: &str, turn: usize) -> Fate {
        let body = json!({"recipient_id": recipient, "content": {"type": "text", "text": text}});
        for turn in turn.. {
            let url = format!("{}/messages", self.urls[turn % self.urls.len()]);
            let request = self.http.post(url).bearer_auth(&sender.token).json(&body);
            let answer = match request.send().await {
                Ok(answer) => answer,
                // Nobody listens, so nothing was sent: the next server gets it.
                Err(error) if error.is_connect() => {
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
                Err(_) => return Fate::Unknown,
            };
            let status = answer.status();
            let Ok(answer) = answer.text().await else { return Fate::Unknown };
            return match status.as_u16() {
                202 => {
                    let answer: Value = serde_json::from_str(&answer).expect("JSON");
                    let job = answer.pointer("/data/job_id").and_then(Value::as_str);
                    Fate::Accepted(job.and_then(|it| it.parse().ok()).expect("a job"))
                }
                503 => Fate::Unknown,
                _ => panic!("{text}: {status}\n{answer}"),
            };
        }
        Fate::Unknown
    }
}
