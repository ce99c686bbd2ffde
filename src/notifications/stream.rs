//! A user's notifications as they come.
//!
//! The stream asks the table whenever its bell rings, and sends at most a page before it asks again: a client that
//! reads slowly costs one page of memory, however much there is to tell.

use std::collections::VecDeque;
use std::sync::Arc;

use futures_util::Stream;
use tokio::time::Instant;

use super::error::StreamError;
use super::model::Notification;
use super::store;
use crate::api::{Caller, NotificationId, Sessions};
use crate::infra::bells::Listener;
use crate::infra::{Context, Topic};

/// Notifications read at once.
const PAGE: u64 = 50;

struct Follow {
    context: Context,
    sessions: Arc<dyn Sessions>,
    caller: Caller,
    bell: Listener,
    last: NotificationId,
    page: VecDeque<Notification>,
    end: Instant,
    heartbeat: Instant,
}

/// The caller's notifications after the one it saw last, or from now on; ends with its lifetime, with the caller's
/// session, or with the process. Whoever comes back with the last number misses nothing.
pub(super) async fn follow(
    context: &Context,
    sessions: Arc<dyn Sessions>,
    caller: Caller,
    last: Option<NotificationId>,
) -> Result<impl Stream<Item = Notification> + Send + 'static, StreamError> {
    let config = &context.config.streams;
    let topic = Topic::Inbox(caller.user.0);
    if context.bells.count(topic) >= usize::from(config.streams_per_user) {
        return Err(StreamError::TooMany);
    }
    // The bell first: what comes between it and the look at the table rings.
    let bell = context.bells.listen(topic);
    let last = match last {
        Some(last) => last,
        None => store::newest(&context.database, caller.user).await?,
    };
    let now = Instant::now();
    let follow = Follow {
        context: context.clone(),
        sessions,
        caller,
        bell,
        last,
        page: VecDeque::new(),
        end: now + config.stream_lifetime,
        heartbeat: now + config.stream_heartbeat,
    };
    Ok(futures_util::stream::unfold(follow, |mut follow| async move {
        let notification = follow.next().await?;
        Some((notification, follow))
    }))
}

impl Follow {
    /// The next notification, however long it takes; none at the end of the stream.
    async fn next(&mut self) -> Option<Notification> {
        loop {
            if let Some(notification) = self.page.pop_front() {
                self.last = notification.id;
                return Some(notification);
            }
            // Without a database the stream ends, and the client comes back.
            let database = &self.context.database;
            self.page = store::after(database, self.caller.user, self.last, PAGE).await.ok()?.into();
            if self.page.is_empty() && !self.wait().await {
                return None;
            }
        }
    }

    /// Waits for a reason to look again. False when the stream is over.
    async fn wait(&mut self) -> bool {
        loop {
            let now = Instant::now();
            if now >= self.end || self.context.stop.is_told() {
                return false;
            }
            if now >= self.heartbeat {
                self.heartbeat = now + self.context.config.streams.stream_heartbeat;
                // What no bell told of (another process on SQLite, a lost connection) is found here.
                return self.is_live().await;
            }
            tokio::select! {
                () = self.bell.rung() => return true,
                () = self.context.stop.told() => return false,
                () = tokio::time::sleep_until(self.end.min(self.heartbeat)) => {}
            }
        }
    }

    async fn is_live(&self) -> bool {
        let Caller { user, session, .. } = self.caller;
        matches!(self.sessions.member(&self.context, user, session).await, Ok(Some(_)))
    }
}
