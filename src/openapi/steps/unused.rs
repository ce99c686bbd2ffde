//! Removes shared schemas and headers that nothing refers to any more, because an earlier
//! step put a copy in the place of a reference.

use serde_json::{Map, Value};

use super::super::complete::Context;

pub(super) fn remove(document: &mut Value, _: &mut Context<'_>) {
    for kind in ["schemas", "headers"] {
        // What is removed may have been the only one to refer to another.
        while let Some(name) = unused(document, kind) {
            if let Some(Value::Object(components)) = document.pointer_mut(&format!("/components/{kind}")) {
                components.shift_remove(&name);
            }
        }
    }
}

fn unused(document: &Value, kind: &str) -> Option<String> {
    let text = document.to_string();
    let components = document.pointer(&format!("/components/{kind}")).and_then(Value::as_object);
    let mut names = components.into_iter().flat_map(Map::keys);
    names.find(|name| !text.contains(&format!("\"#/components/{kind}/{name}\""))).cloned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::openapi::ExampleFiles;

    #[test]
    fn what_only_the_unused_refer_to_goes_with_them() {
        let mut document = json!({
            "paths": {"/": {"$ref": "#/components/schemas/Used"}},
            "components": {"schemas": {
                "Used": {},
                "Inner": {},
                "Unused": {"$ref": "#/components/schemas/Inner"},
            }},
        });
        let examples = ExampleFiles::default();
        remove(&mut document, &mut Context::new(&examples));
        assert_eq!(document["components"]["schemas"], json!({"Used": {}}));
    }
}
