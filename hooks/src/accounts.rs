//! What the examples of accounts need beyond the document.

use tribunal::{
    hooks::{Exchange, HookResult, Hooks},
    run::Instance,
    transport::{Client, Limits},
};

use crate::server::PlenaryInstance;

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    hooks
        .before("refresh_token/401/used", |exchange, instance| Box::pin(use_up_the_token(exchange, instance)))
}

/// Sends the request once before, so that its token has been exchanged when it comes again.
async fn use_up_the_token(exchange: &mut Exchange, instance: &PlenaryInstance) -> HookResult {
    if instance.in_process().is_none() {
        exchange.skip("the token was signed with the testing secret at the fixture's time");
        return Ok(());
    }
    let client = Client::new(Limits::default())?;
    let first = client.send(instance.base_url(), &exchange.transaction.request).await?;
    if first.status == 200 { Ok(()) } else { Err(format!("the first use answers {}", first.status).into()) }
}
