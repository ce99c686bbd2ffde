//! What the examples of accounts need beyond the document.

use serde_json::json;
use tribunal::{
    hooks::{Exchange, HookResult, Hooks},
    run::Instance,
    transport::{Body, Client, Limits},
};

use crate::{login, notifications::told_last, server::PlenaryInstance};

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    hooks
        .before("refresh_token/200/refreshed", |exchange, instance| {
            Box::pin(take_a_token_of_this_server(exchange, instance))
        })
        .before("refresh_token/401/used", |exchange, instance| Box::pin(use_up_the_token(exchange, instance)))
        .after("create_user/202/later", |_, instance| {
            let told = json!({"code": 10099, "title": "User Creation", "is_error": false,
                "data": {"user": {"username": "erin"}}});
            Box::pin(told_last(instance, "admin", told))
        })
        .after("create_user/202/taken_later", |_, instance| {
            let told =
                json!({"code": 10099, "is_error": true, "data": {"error": {"code": 409, "subcode": 4004}}});
            Box::pin(told_last(instance, "admin", told))
        })
}

/// The token in the document was signed with the testing secret at the fixture's time; a server
/// elsewhere takes its own.
async fn take_a_token_of_this_server(exchange: &mut Exchange, instance: &PlenaryInstance) -> HookResult {
    if instance.in_process().is_none() {
        let refresh = login::tokens(instance.base_url(), "alice").await?.refresh;
        exchange.transaction.request.body = Body::json(&json!({"refresh_token": refresh}));
    }
    Ok(())
}

/// Sends the request once before, so that its token has been exchanged when it comes again.
async fn use_up_the_token(exchange: &mut Exchange, instance: &PlenaryInstance) -> HookResult {
    take_a_token_of_this_server(exchange, instance).await?;
    let client = Client::new(Limits::default());
    let first = client.send(instance.base_url(), &exchange.transaction.request).await?;
    if first.status == 200 { Ok(()) } else { Err(format!("the first use answers {}", first.status).into()) }
}
