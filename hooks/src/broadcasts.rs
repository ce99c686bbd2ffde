//! What the API of banners does, and what a broadcast comes to.

use serde_json::json;
use tribunal::hooks::Hooks;

use crate::{notifications::told_last, server::PlenaryInstance};

/// What the API does in an example, by its id.
const BEHAVIOURS: [(&str, &str); 5] = [
    ("create_broadcast/202/*", "paged"),
    ("create_broadcast/409/none_left", "exhausted"),
    ("create_broadcast/502/broken", "broken"),
    ("create_broadcast/502/nonsense", "nonsense"),
    ("create_broadcast/504/slow", "slow"),
];

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    let hooks = BEHAVIOURS.into_iter().fold(hooks, |hooks, (id, behaviour)| {
        hooks.before(id, move |exchange, instance| {
            Box::pin(async move {
                match instance.in_process() {
                    Some(own) => own.banners.set(behaviour),
                    None => exchange.skip("the banner API of a server elsewhere does as it likes"),
                }
                Ok(())
            })
        })
    });
    hooks.after("create_broadcast/202/*", |_, instance| {
        let told = json!({"code": 10096, "title": "Broadcast", "message": "The banner was sent to 6 of 6 chats.",
            "is_error": false, "data": {"broadcast_id": 2}});
        Box::pin(told_last(instance, "admin", told))
    })
}
