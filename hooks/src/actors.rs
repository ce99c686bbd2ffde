//! Who sends: the people of the baseline fixture, and senders whose credentials are no good.
//!
//! In this process their tokens are made with the instance's own secret and clock. A server
//! elsewhere is asked for a login; what only its secret could make is skipped there.

use chrono::TimeDelta;
use plenary::{
    fixture::{self, Person},
    infra::{Clock, TokenKind},
};
use tribunal::{
    hooks::{HookError, Hooks},
    run::Instance,
    transport::Headers,
};

use crate::{
    login,
    server::{InProcess, PlenaryInstance},
};

/// People of the fixture who can log in.
pub const USERS: [&str; 3] = ["admin", "alice", "bob"];

type Forge = fn(&InProcess) -> Headers;

/// Senders whom only the server's own secret can make.
const MADE: [(&str, Forge); 6] = [
    ("carol", |own| bearer(fixture::bearer(&own.app, "carol"))),
    ("dave", |own| bearer(fixture::bearer(&own.app, "dave"))),
    ("expired", |own| bearer(expired(own))),
    ("forged", |own| bearer(forged(&fixture::bearer(&own.app, "alice")))),
    ("alice_browser", |own| browser(own, "same-origin")),
    ("alice_elsewhere", |own| browser(own, "cross-site")),
];

/// Adds the actors.
pub fn actors(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    let hooks = USERS.into_iter().fold(hooks, |hooks, name| {
        hooks.actor_login(name, move |instance| Box::pin(credentials(instance, name)))
    });
    let hooks = MADE.into_iter().fold(hooks, |hooks, (name, make)| {
        hooks.actor(name, move |instance| instance.in_process().map(make).unwrap_or_default())
    });
    hooks.actor("garbled", |_| bearer("Bearer garbled".to_owned())).before_each(|exchange, instance| {
        Box::pin(async move {
            let made = |name: &str| MADE.iter().any(|(known, _)| *known == name);
            if let tribunal::plan::Actor::Named(name) = &exchange.transaction.actor
                && instance.in_process().is_none()
                && made(name)
            {
                exchange.skip("only the server's own secret makes these credentials");
            }
            Ok(())
        })
    })
}

async fn credentials(instance: &PlenaryInstance, name: &'static str) -> Result<Headers, HookError> {
    match instance.in_process() {
        Some(own) => Ok(bearer(fixture::bearer(&own.app, name))),
        None => Ok(bearer(login::bearer(instance.base_url(), name).await?)),
    }
}

fn bearer(value: String) -> Headers {
    [("Authorization", value)].into_iter().collect()
}

/// A browser with alice's cookie, on a page of this origin or of another (Fetch metadata).
fn browser(own: &InProcess, site: &str) -> Headers {
    [("Cookie", fixture::session_cookie(&own.app, "alice")), ("Sec-Fetch-Site", site.to_owned())]
        .into_iter()
        .collect()
}

/// An access token of yesterday.
fn expired(own: &InProcess) -> String {
    let alice = fixture::ALICE;
    let yesterday = own.clock.now() - TimeDelta::days(1);
    let Person { id, .. } = alice;
    let tokens = &own.app.context().tokens;
    let token = tokens.issue(TokenKind::Access, id, id, alice.refresh_id(), yesterday).unwrap_or_default();
    format!("Bearer {token}")
}

/// The token with the first letter of its signature changed.
fn forged(header: &str) -> String {
    let (signed, signature) = header.rsplit_once('.').unwrap_or_default();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{signed}.{first}{}", signature.get(1..).unwrap_or_default())
}
