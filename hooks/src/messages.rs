//! What an accepted message comes to, once the queue is empty.

use serde_json::{Value, json};
use tribunal::hooks::Hooks;

use crate::{notifications::told_last, server::PlenaryInstance};

/// Adds the hooks.
pub fn hooks(hooks: Hooks<PlenaryInstance>) -> Hooks<PlenaryInstance> {
    let delivered = ["text", "image", "video"].into_iter().fold(hooks, |hooks, name| {
        let receipt = json!({"code": 10095, "message": "Your message was delivered.", "is_error": false});
        let hooks = told(hooks, name, "alice", receipt);
        told(hooks, name, "bob", json!({"code": 10095, "message": "You have a new message."}))
    });
    let refused = [
        ("empty_text", 400, 4010, "Invalid Text"),
        ("no_content", 400, 4007, "Invalid Message Content"),
        ("to_nobody", 404, 4041, "User Not Found"),
    ];
    let refused = refused.into_iter().fold(delivered, |hooks, (name, code, subcode, title)| {
        let error = json!({"code": code, "subcode": subcode, "error": title});
        told(hooks, name, "alice", json!({"is_error": true, "data": {"error": error}}))
    });
    told(refused, "in_the_name_of_bob", "bob", json!({"message": "Your message was delivered."}))
}

fn told(hooks: Hooks<PlenaryInstance>, name: &str, who: &'static str, what: Value) -> Hooks<PlenaryInstance> {
    hooks.after(&format!("create_message/202/{name}"), move |_, instance| {
        Box::pin(told_last(instance, who, what.clone()))
    })
}
