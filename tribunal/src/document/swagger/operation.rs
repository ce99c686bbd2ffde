//! Path items and operations.

use serde_json::{Map, Value, json};

use super::{parameters, responses, rewritten::Writer};
use crate::document::{Node, Pointer};

/// The methods of Swagger 2.0.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// A path item with its parameters in its operations: a body of all is the body of each.
pub(super) fn item<'d>(writer: &mut Writer<'d>, new: &Pointer, node: &Node<'d>) -> Value {
    writer.place(new, &node.pointer);
    let mut item = Map::new();
    for (key, child) in node.members() {
        if METHODS.contains(&key) {
            let written = operation(writer, &new.join(key), node, &child);
            item.insert(key.to_owned(), written);
        } else if key != "parameters" {
            item.insert(key.to_owned(), child.value.clone());
        }
    }
    // What Dredd calls a resource: it reads a summary from this extension, and adds the query of all operations.
    let title = node.value.get("x-summary").and_then(Value::as_str).map(str::to_owned);
    if let Some(title) = title {
        item.insert("summary".to_owned(), Value::String(title));
        writer.place(&new.join("summary"), &node.pointer.join("x-summary"));
    }
    let shared = node.get("parameters").into_iter().flat_map(|list| list.items());
    let shared: Vec<_> = shared.filter_map(|parameter| writer.follow(parameter)).collect();
    let query: Vec<_> = shared.iter().filter(|node| node.text("in") == Some("query")).collect();
    if !query.is_empty() {
        let named = |node: &&Node<'_>| {
            let multi = node.text("collectionFormat") == Some("multi");
            Some(json!({ "name": node.text("name")?, "explode": multi }))
        };
        item.insert("x-query".to_owned(), query.iter().filter_map(named).collect());
    }
    Value::Object(item)
}

fn operation<'d>(writer: &mut Writer<'d>, new: &Pointer, item: &Node<'d>, node: &Node<'d>) -> Value {
    writer.place(new, &node.pointer);
    let Value::Object(members) = node.value else { return node.value.clone() };
    let replaced = ["parameters", "responses", "consumes", "produces", "schemes", "requestBody"];
    let kept = members.iter().filter(|(key, _)| !replaced.contains(&key.as_str()));
    let mut written: Map<String, Value> = kept.map(|(key, value)| (key.to_owned(), value.clone())).collect();
    let types = |key: &str| media_types(writer.document.root(), node, key);
    let (consumes, produces) = (types("consumes"), types("produces"));
    parameters::write(writer, new, (item, node), &consumes, &mut written);
    if let Some(list) = node.get("responses") {
        let responses = responses::write(writer, &new.join("responses"), &list, &produces);
        written.insert("responses".to_owned(), responses);
    }
    Value::Object(written)
}

/// The operation's own media types, else the document's.
fn media_types(root: &Value, operation: &Node<'_>, key: &str) -> Vec<String> {
    let list = operation.value.get(key).or_else(|| root.get(key));
    let names = list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    names.filter(|name| name.contains('/')).map(str::to_owned).collect()
}

/// Whether a media type is JSON, as Dredd tells it.
pub(super) fn is_json(name: &str) -> bool {
    let essence = crate::document::view::essence(name);
    essence.ends_with("/json") || essence.ends_with("+json")
}
