//! Who sends: the headers of a transaction's actor.

use std::time::Duration;

use super::{Hooks, guard::guarded};
use crate::{plan::Actor, transport::Headers};

impl<I> Hooks<I> {
    /// The headers that make a request the actor's; none for [`Actor::Default`] and [`Actor::Anonymous`].
    ///
    /// The error is a sentence: an actor nobody defined, or one whose login failed.
    pub(crate) async fn headers_of(
        &self,
        actor: &Actor,
        instance: &I,
        limit: Duration,
    ) -> Result<Headers, String> {
        let Actor::Named(name) = actor else { return Ok(Headers::new()) };
        let Some((_, login)) = self.actors.iter().find(|(known, _)| known == name) else {
            return Err(self.unknown(name));
        };
        guarded(limit, || login(instance)).await.map_err(|problem| format!("actor `{name}` {problem}"))
    }

    fn unknown(&self, name: &str) -> String {
        let known: Vec<String> = self.actors.iter().map(|(known, _)| format!("`{known}`")).collect();
        if known.is_empty() {
            format!("no actor `{name}` is defined, nor any other")
        } else {
            format!("no actor `{name}` is defined; known are {}", known.join(", "))
        }
    }
}
