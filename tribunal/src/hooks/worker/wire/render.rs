//! A transaction as handlers see it before its request.

use serde_json::{Map, Value, json};

use super::{Schemas, expected, text};
use crate::{
    hooks::worker::{address::Address, memory::Wire},
    plan::Transaction,
};

/// The member that holds our own id, which unlike Dredd's names is unique.
pub(in crate::hooks::worker) const ID: &str = "tribunalId";

/// All that is known before the request, in Dredd's order.
pub(in crate::hooks::worker) fn render(
    transaction: &Transaction,
    address: &Address,
    schemas: &Schemas,
) -> Wire {
    let request = &transaction.request;
    let there = request.base_url.as_deref().map(Address::of);
    let address = there.as_ref().unwrap_or(address);
    let (body, encoding) = text::encoded(&request.body);
    let mut sent = Map::new();
    sent.insert("method".to_owned(), request.method.clone().into());
    sent.insert("uri".to_owned(), request.uri.clone().into());
    sent.insert("headers".to_owned(), text::fields(&request.headers).into());
    sent.insert("body".to_owned(), body.into());
    if encoding == "base64" {
        sent.insert("bodyEncoding".to_owned(), encoding.into());
    }
    let origin = &transaction.origin;
    let wire = json!({
        "name": transaction.name,
        "id": dredd_id(transaction),
        "host": address.host,
        "port": if address.port.is_empty() { Value::Null } else { address.port.clone().into() },
        "request": sent,
        "expected": expected::render(&transaction.expected, schemas),
        "origin": {
            "filename": origin.filename,
            "apiName": origin.api_name,
            "resourceGroupName": origin.resource_group_name,
            "resourceName": origin.resource_name,
            "actionName": origin.action_name,
            "exampleName": origin.example_name,
        },
        "fullPath": format!("{}{}", address.path, request.uri),
        "protocol": address.protocol,
        "skip": transaction.skip.is_some(),
        ID: transaction.id,
    });
    match wire {
        Value::Object(wire) => wire,
        _ => Map::new(),
    }
}

/// Dredd's id: `GET (200) /pets?limit=2`.
pub(in crate::hooks::worker) fn dredd_id(transaction: &Transaction) -> String {
    let Transaction { request, expected, .. } = transaction;
    format!("{} ({}) {}", request.method, expected.status, request.uri)
}
