//! From a document to its plan.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Actor, Defect, Expected, ExpectedBody, ExpectedHeader, PlanOptions, SchemaRef, Transaction, Untested,
    body, groups,
    lint::{self, Defects},
    naming::{self, Ids},
    pairing::{self, Case, Names},
    request::{self, Wanted},
    sample, serialize,
};
use crate::document::{
    Document, Node,
    view::{MediaType, Operation, Operations, Parameter},
};

/// Every documented example as a transaction, and what is wrong with the documentation.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The document it was made of.
    pub document: Arc<Document>,
    /// What is to be tried, in order; those that the document alone cannot run have a `skip`.
    pub transactions: Vec<Transaction>,
    /// What is documented but cannot be tried by a request to the API.
    pub untested: Vec<Untested>,
    /// How many transactions the filters have left out.
    pub filtered: usize,
    /// What is wrong with the documentation, by place.
    pub defects: Vec<Defect>,
}

impl Plan {
    /// Plans all that the options want. Cannot fail: what is wrong becomes a defect or a skipped transaction.
    pub fn of(document: Arc<Document>, options: &PlanOptions) -> Self {
        let operations = Operations::of(&document);
        let mut defects = Defects::new(&document);
        lint::document(&operations, &mut defects);
        let mut transactions = Vec::new();
        let mut ids = Ids::default();
        let groups = groups::of(&document, &operations.list);
        for (operation, group) in operations.list.iter().zip(&groups) {
            let names = Names::of(operation);
            let cases = pairing::cases(operation);
            lint::operation(operation, &names, &cases, &mut defects);
            for case in &cases {
                let called = (group.as_str(), &mut ids);
                transactions.push(transaction(&document, operation, &names, case, called, &mut defects));
            }
        }
        let all = transactions.len();
        transactions.retain(|transaction| options.wants(transaction));
        let filtered = all - transactions.len();
        options.order.apply(&mut transactions);
        let defects = defects.finish();
        let unsolicited = operations.unsolicited.iter().map(|request| Untested::of(&document, request));
        // They have no name a filter could match.
        let untested =
            unsolicited.filter(|_| options.only.is_empty() && options.methods.is_empty()).collect();
        Self { document, transactions, untested, filtered, defects }
    }
}

fn transaction(
    document: &Document,
    operation: &Operation<'_>,
    names: &Names<'_>,
    case: &Case<'_, '_>,
    (group, ids): (&str, &mut Ids),
    defects: &mut Defects<'_>,
) -> Transaction {
    let wanted = Wanted {
        name: case.name,
        pairs: &names.pairs(),
        body: case.body,
        accept: case.media.map(|media| media.name),
        anonymous: case.actor == Actor::Anonymous,
    };
    let built = request::build(document, operation, &wanted);
    let reason = built.missing.first().map(|missing| format!("{} ({})", missing.message, missing.position));
    for missing in built.missing.into_iter().filter(|missing| missing.defect) {
        defects.value_missing(operation, missing.message, missing.position);
    }
    let origin = naming::origin(document, operation, case, group);
    let place = case.example.map(|example| &example.pointer);
    let place =
        place.or_else(|| case.media.map(|media| &media.node.pointer)).unwrap_or(&case.response.node.pointer);
    Transaction {
        id: ids.give(&operation.reference, case),
        name: naming::name(&origin),
        operation: operation.reference.clone(),
        origin,
        example: case.name.map(str::to_owned),
        actor: case.actor.clone(),
        credentials: operation.security.headers().map(str::to_owned).collect(),
        request: built.request,
        expected: expected(document, case),
        skip: reason.or_else(|| case.unprovoked.clone()),
        position: document.position(place),
    }
}

fn expected(document: &Document, case: &Case<'_, '_>) -> Expected {
    Expected {
        status: case.status,
        content_type: case.media.map(|media| media.name.to_owned()),
        headers: case.response.headers.iter().map(|header| expected_header(header, case.name)).collect(),
        body: case.media.map_or(ExpectedBody::Undocumented, |media| expected_body(document, media, case)),
        schema: case.media.and_then(|media| media.schema.as_ref()).map(schema_ref),
        item_schema: case.media.and_then(|media| media.item_schema.as_ref()).map(schema_ref),
        volatile: case.example.map(|example| example.volatile.clone()).unwrap_or_default(),
        position: document.position(&case.response.node.pointer),
    }
}

fn schema_ref(node: &Node<'_>) -> SchemaRef {
    SchemaRef { pointer: node.pointer.clone() }
}

/// The documented body: the example, else the schema's own.
fn expected_body(document: &Document, media: &MediaType<'_>, case: &Case<'_, '_>) -> ExpectedBody {
    let example = case.example.and_then(|example| example.value.clone());
    let of_schema = || media.schema.as_ref().and_then(|schema| sample::documented(document, schema));
    let Some(value) = example.or_else(of_schema).map(|node| node.value) else {
        return ExpectedBody::Undocumented;
    };
    if body::is_json(media.name) {
        let parsed = body::embedded(document, media, value);
        return ExpectedBody::Json(parsed.unwrap_or_else(|| value.clone()));
    }
    match value {
        Value::String(text) => ExpectedBody::Text(text.clone()),
        Value::Object(_) | Value::Array(_) => ExpectedBody::Undocumented,
        other => ExpectedBody::Text(serialize::scalar(other)),
    }
}

/// A header with the value the case promises: that of its name, else the one without a name. A value marked volatile
/// promises nothing.
fn expected_header(header: &Parameter<'_>, name: Option<&str>) -> ExpectedHeader {
    let named = name.and_then(|name| header.examples.get(name));
    let example = named.or(header.examples.single.as_ref()).filter(|example| example.volatile.is_empty());
    let value = example.and_then(|example| example.value.as_ref());
    ExpectedHeader {
        name: header.name.to_owned(),
        required: header.required,
        schema: header.any_schema().map(schema_ref),
        example: value.map(|node| serialize::header(header, node.value)),
    }
}
