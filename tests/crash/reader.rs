//! Somebody who reads while others write and processes die.

use std::collections::BTreeSet;

use tokio::sync::watch;

use crate::client::{Client, Person};
use crate::listing;

/// Reads all messages of a person again and again, in small pages, until nobody writes any more. What was there once
/// is there ever after. Says how often the whole was read.
pub(crate) async fn read(client: Client, who: Person, begun: watch::Receiver<u32>) -> u32 {
    let (mut seen, mut times) = (BTreeSet::new(), 0);
    let mut server = 0;
    while begun.has_changed().is_ok() {
        server += 1;
        let Some(rows) = listing::read(&client, server, &who, "/messages", "messages", 7).await else {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        let now: BTreeSet<i64> = rows.iter().map(listing::id).collect();
        let gone: Vec<&i64> = seen.difference(&now).collect();
        assert!(gone.is_empty(), "messages {gone:?} were there and are skipped now");
        seen = now;
        times += 1;
    }
    times
}
