//! What is documented and yet out of reach: requests that the API itself sends.

use super::OperationRef;
use crate::document::{Document, Position, view::Unsolicited};

/// A callback or a webhook: nobody can ask for it, so no transaction tries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untested {
    /// `callback subscribe/onEvent POST {$request.body#/url}` or `webhook newPet POST`.
    pub id: String,
    /// `callback` or `webhook`.
    pub kind: &'static str,
    /// `POST`... in upper case.
    pub method: String,
    /// Where it goes: a callback's expression; empty for a webhook.
    pub address: String,
    /// Why it is not tried.
    pub reason: String,
    /// Where it stands.
    pub position: Position,
    /// The operation that causes a callback.
    pub operation: Option<OperationRef>,
}

impl Untested {
    pub(super) fn of(document: &Document, request: &Unsolicited) -> Self {
        let Unsolicited { kind, name, method, address, operation, node_pointer } = request;
        let owner = operation.as_ref().map(|operation| format!("{}/", operation.label())).unwrap_or_default();
        let id = format!("{kind} {owner}{name} {method} {address}");
        Self {
            id: id.trim_end().to_owned(),
            kind,
            method: method.clone(),
            address: address.clone(),
            reason: format!("a {kind} is a request that the API sends: no request to it proves one"),
            position: document.position(node_pointer),
            operation: operation.clone(),
        }
    }
}
