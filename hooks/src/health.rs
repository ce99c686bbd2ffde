//! What the operations of the service need beyond the document.

use tribunal::hooks::{Exchange, HookResult, Hooks};

use crate::server::PlenaryInstance;

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    ["check/503/queue_down", "check_by_post/503/queue_down"].into_iter().fold(hooks, |hooks, id| {
        hooks.before(id, |exchange, instance| Box::pin(desert_the_queue(exchange, instance)))
    })
}

async fn desert_the_queue(exchange: &mut Exchange, instance: &PlenaryInstance) -> HookResult {
    match instance.in_process() {
        Some(own) => {
            plenary::jobs::baseline::desert(own.app.database()).await?;
            exchange.transaction.skip = None;
        }
        None => exchange.skip("the queue of a server elsewhere cannot be deserted on purpose"),
    }
    Ok(())
}
