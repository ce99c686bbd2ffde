//! What a message in a chat comes to beside its answer: its owner is told.

use serde_json::json;
use tribunal::hooks::Hooks;

use crate::{notifications::told_last, server::PlenaryInstance};

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    ["text", "image", "both", "form"].into_iter().fold(hooks, |hooks, name| {
        hooks.after(&format!("create_chat_message/201/{name}"), |_, instance| {
            let news = json!({
                "code": 10098,
                "title": "Announcement",
                "message": "You have a new announcement.",
                "is_error": false,
                "data": {"chat_id": 2, "chat_message_id": 10},
            });
            Box::pin(told_last(instance, "alice", news))
        })
    })
}
