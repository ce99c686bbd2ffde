//! Messages over HTTP: how many are accepted and delivered, and how long one takes.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Result, ensure};
use serde_json::json;
use tokio::task::JoinSet;

use crate::contender::{Deployment, Running};
use crate::figures::Figure;
use crate::observer;

/// Messages that warm everything up.
const WARM_UP: usize = 200;

/// Sends as fast as messages are accepted, then at a fixed rate.
pub(crate) async fn measure(deployment: &Deployment<'_>) -> Result<Vec<Figure>> {
    let running = Arc::new(deployment.start().await?);
    let measure = deployment.measure;
    let url = &deployment.database_url;
    flood(&running, url, WARM_UP, measure.connections).await?;
    let (accepted, delivered) = flood(&running, url, measure.messages, measure.connections).await?;
    let mut figures = vec![
        Figure::rate("messages accepted", measure.messages, accepted),
        Figure::rate("messages delivered", measure.messages, delivered),
    ];

    let (db, newest) = observer::connect(url).await?;
    let seen = tokio::spawn(observer::watch(db, newest, measure.paced()));
    let mut sending = JoinSet::new();
    let http = reqwest::Client::builder().no_proxy().build()?;
    let mut clock = tokio::time::interval(measure.pace());
    for number in 0..measure.paced() {
        clock.tick().await;
        let (running, http) = (running.clone(), http.clone());
        sending.spawn(async move { send(&running, &http, number).await.map(|()| (number, Instant::now())) });
    }
    let mut accepted = HashMap::new();
    while let Some(sent) = sending.join_next().await {
        accepted.extend([sent??]);
    }
    let seen = seen.await??;
    // A message may be there before its sender has read the answer: that is no time at all.
    let latency = accepted.iter().map(|(number, at)| seen[number].saturating_duration_since(*at));
    let mut latency: Vec<_> = latency.collect();
    latency.sort_unstable();
    for (name, percent) in [("accepted to delivered, p50", 50), ("accepted to delivered, p95", 95)] {
        figures.push(Figure::time(name, latency[latency.len() * percent / 100]));
    }
    Ok(figures)
}

/// Sends so many messages over so many connections at once. Says how long it took until all were accepted, and until
/// all were delivered.
async fn flood(
    running: &Arc<Running>,
    database_url: &str,
    count: usize,
    connections: usize,
) -> Result<(std::time::Duration, std::time::Duration)> {
    let (db, newest) = observer::connect(database_url).await?;
    let began = Instant::now();
    let seen = tokio::spawn(observer::watch(db, newest, count));
    let next = Arc::new(AtomicUsize::new(0));
    let mut sending = JoinSet::new();
    for _ in 0..connections {
        let (running, next) = (running.clone(), next.clone());
        let http = reqwest::Client::builder().no_proxy().build()?;
        sending.spawn(async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return anyhow::Ok(());
                }
                send(&running, &http, number).await?;
            }
        });
    }
    while let Some(sent) = sending.join_next().await {
        sent??;
    }
    let accepted = began.elapsed();
    let last = seen.await??.into_values().max().unwrap_or(began);
    Ok((accepted, last.duration_since(began)))
}

/// Everybody writes to everybody else, to all servers in turn.
async fn send(running: &Running, http: &reqwest::Client, number: usize) -> Result<()> {
    let people = &running.people;
    let sender = &people[number % people.len()];
    let recipient = &people[(number + 1 + number / people.len() % (people.len() - 1)) % people.len()];
    let url = format!("{}/messages", running.urls[number % running.urls.len()]);
    let body =
        json!({"recipient_id": recipient.id, "content": {"type": "text", "text": format!("no. {number}")}});
    let answer = http.post(url).bearer_auth(&sender.token).json(&body).send().await?;
    let status = answer.status();
    let text = answer.text().await?;
    ensure!(status == 202, "{status}: {text}");
    Ok(())
}
