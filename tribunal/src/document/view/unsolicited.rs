//! Requests that the API sends and nobody can ask for: callbacks and webhooks.

use super::operation::Reader;
use crate::{document::Node, plan::OperationRef};

/// A documented request of the API to somebody else.
#[derive(Clone, Debug)]
pub struct Unsolicited {
    /// `callback` or `webhook`.
    pub kind: &'static str,
    /// Its key in the document.
    pub name: String,
    /// `POST`... in upper case.
    pub method: String,
    /// Where it goes: a callback's expression; empty for a webhook.
    pub address: String,
    /// The operation that causes a callback.
    pub operation: Option<OperationRef>,
    /// The Operation Object.
    pub node_pointer: crate::document::Pointer,
}

/// The callbacks of an operation.
pub(super) fn callbacks<'d>(
    reader: &mut Reader<'d>,
    operation: &OperationRef,
    node: &Node<'d>,
    found: &mut Vec<Unsolicited>,
) {
    for (name, callback) in node.each("callbacks") {
        let Some(callback) = reader.follow(callback) else { continue };
        for (expression, item) in callback.members().filter(|(key, _)| !key.starts_with("x-")) {
            let Some(item) = reader.follow(item) else { continue };
            found.extend(requests(reader, &item, "callback", name, expression, Some(operation)));
        }
    }
}

/// The document's webhooks.
pub(super) fn webhooks(reader: &mut Reader<'_>, found: &mut Vec<Unsolicited>) {
    let all: Vec<_> = reader.document.root_node().each("webhooks").collect();
    for (name, item) in all.into_iter().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(item) = reader.follow(item) else { continue };
        found.extend(requests(reader, &item, "webhook", name, "", None));
    }
}

fn requests<'d>(
    reader: &Reader<'d>,
    item: &Node<'d>,
    kind: &'static str,
    name: &str,
    address: &str,
    operation: Option<&OperationRef>,
) -> Vec<Unsolicited> {
    let requests = super::operation::methods(reader.document.version(), item).into_iter();
    let requests = requests.map(|(method, node)| Unsolicited {
        kind,
        name: name.to_owned(),
        method,
        address: address.to_owned(),
        operation: operation.cloned(),
        node_pointer: node.pointer,
    });
    requests.collect()
}
