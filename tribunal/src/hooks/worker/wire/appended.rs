//! Transactions that hooks have added in `beforeAll`.

use serde_json::{Map, Value};

use super::{apply::apply, render::ID};
use crate::{
    document::{Pointer, Position},
    hooks::worker::{address::Address, memory::Wire},
    plan::{Actor, Expected, ExpectedBody, OperationRef, Origin, Transaction},
    transport::{Headers, Request},
};

/// A new transaction. One that is a copy of another, as most are, has its operation, schema and place; `copied` is that
/// one and what the handler was told of it.
pub(in crate::hooks::worker) fn appended(
    item: &Wire,
    copied: Option<(&Transaction, &Wire)>,
    n: usize,
    address: &Address,
) -> Result<Transaction, String> {
    let empty = Map::new();
    let (mut transaction, was) = match copied {
        Some((original, was)) => (original.clone(), was),
        None => (bare(item), &empty),
    };
    transaction.id = format!("{}/appended_{n}", transaction.id);
    apply(was, item, &mut transaction, address)?;
    if copied.is_none() {
        transaction.operation.method.clone_from(&transaction.request.method);
        transaction.operation.path.clone_from(&transaction.request.uri);
        transaction.id = format!("{} {}/appended_{n}", transaction.request.method, transaction.request.uri);
    }
    // The copy's own `skip`, whatever the original's reason was.
    transaction.skip = match item.get("skip") {
        Some(Value::Bool(true)) => {
            transaction.skip.or_else(|| Some("appended by a hook that says skip".to_owned()))
        }
        _ => None,
    };
    Ok(transaction)
}

/// A transaction that the document knows nothing of.
fn bare(item: &Wire) -> Transaction {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let origin = item.get("origin");
    let part = |key: &str| text(origin.and_then(|origin| origin.get(key)));
    let position = Position { file: part("filename").into(), line: 1, column: 1, pointer: Pointer::root() };
    Transaction {
        id: text(item.get(ID)),
        name: text(item.get("name")),
        operation: OperationRef {
            id: None,
            method: String::new(),
            path: String::new(),
            pointer: Pointer::root(),
        },
        origin: Origin {
            filename: part("filename"),
            api_name: part("apiName"),
            resource_group_name: part("resourceGroupName"),
            resource_name: part("resourceName"),
            action_name: part("actionName"),
            example_name: part("exampleName"),
        },
        example: None,
        actor: Actor::Default,
        credentials: Vec::new(),
        request: Request {
            method: String::new(),
            uri: String::new(),
            headers: Headers::new(),
            body: crate::transport::Body::default(),
            base_url: None,
        },
        expected: Expected {
            status: 200,
            content_type: None,
            headers: Vec::new(),
            body: ExpectedBody::Undocumented,
            schema: None,
            item_schema: None,
            volatile: Vec::new(),
            position: position.clone(),
        },
        skip: None,
        position,
    }
}
