//! A plan and its defects as JSON (TRIBUNAL.md section 9).

use serde_json::{Map, Value, json};

use crate::{
    plan::{Actor, Defect, OperationRef, Plan, Transaction, Untested},
    transport::{Headers, Request},
};

/// `[{id,name,method,uri,headers,body?,status,example,actor,runnable,reason?,line}]`; callbacks and webhooks, which
/// have no status, at the end.
pub fn plan(plan: &Plan) -> Value {
    let transactions = plan.transactions.iter().map(transaction);
    transactions.chain(plan.untested.iter().map(untested)).collect()
}

/// `[{code,message,file,line,column,pointer,operation}]`.
pub fn defects(defects: &[Defect]) -> Value {
    defects.iter().map(defect).collect()
}

fn transaction(transaction: &Transaction) -> Value {
    let request = &transaction.request;
    let mut row = Map::new();
    let mut put = |key: &str, value: Value| row.insert(key.to_owned(), value);
    put("id", json!(transaction.id));
    put("name", json!(transaction.name));
    put("method", json!(request.method));
    put("uri", json!(request.uri));
    put("headers", headers(&request.headers));
    if let Some(body) = body(request) {
        put("body", body);
    }
    put("status", json!(transaction.expected.status));
    put("example", json!(transaction.example));
    put("actor", json!(actor(&transaction.actor)));
    put("runnable", json!(transaction.skip.is_none()));
    if let Some(reason) = &transaction.skip {
        put("reason", json!(reason));
    }
    put("line", json!(transaction.position.line));
    Value::Object(row)
}

/// A callback or webhook, in the same shape: nothing of it is sent or expected.
fn untested(untested: &Untested) -> Value {
    json!({
        "id": untested.id,
        "name": untested.id,
        "method": untested.method,
        "uri": untested.address,
        "headers": {},
        "status": null,
        "example": null,
        "actor": null,
        "runnable": false,
        "reason": untested.reason,
        "line": untested.position.line,
    })
}

/// A field that repeats has its values joined, as RFC 9110 section 5.2 lets a recipient do.
fn headers(headers: &Headers) -> Value {
    let mut object = Map::new();
    for (name, value) in headers.iter() {
        match object.get_mut(name) {
            Some(Value::String(known)) => {
                known.push_str(", ");
                known.push_str(value);
            }
            _ => drop(object.insert(name.to_owned(), Value::from(value))),
        }
    }
    Value::Object(object)
}

/// A JSON body as what it says, any other as text.
fn body(request: &Request) -> Option<Value> {
    if request.body.is_empty() {
        return None;
    }
    let json = request.headers.get("content-type").is_some_and(|name| name.contains("json"));
    let parsed = json.then(|| request.body.to_json()).flatten();
    Some(parsed.unwrap_or_else(|| Value::from(String::from_utf8_lossy(&request.body.0))))
}

/// The actor's name; none for the default one.
pub(super) fn actor(actor: &Actor) -> Option<&str> {
    match actor {
        Actor::Default => None,
        Actor::Anonymous => Some("anonymous"),
        Actor::Named(name) => Some(name),
    }
}

fn defect(defect: &Defect) -> Value {
    json!({
        "code": defect.code,
        "message": defect.message,
        "file": &*defect.position.file,
        "line": defect.position.line,
        "column": defect.position.column,
        "pointer": defect.position.pointer.as_str(),
        "operation": defect.operation.as_ref().map(OperationRef::label),
    })
}
