//! What the gate and the document owe each other.

use std::collections::BTreeMap;

use poem::http::Method;
use serde_json::Value;

use crate::support::{World, request};

/// Every operation of the document: method, path, description.
pub(crate) fn operations(document: &Value) -> Vec<(Method, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let operations = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().expect("a path item").iter();
        item.filter_map(move |(word, operation)| {
            let method = Method::from_bytes(word.to_uppercase().as_bytes()).expect("a method");
            operation.get("operationId").map(|_| (method, path.clone(), operation))
        })
    });
    operations.collect()
}

/// A path with 1 for every parameter.
pub(crate) fn filled(path: &str) -> String {
    let segments = path.split('/').map(|segment| if segment.starts_with('{') { "1" } else { segment });
    segments.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_secured_operation_refuses_strangers_before_anything_else() {
    let world = World::new().await;
    let document = plenary::openapi::document();
    let mut secured = 0;
    for (method, path, operation) in operations(&document) {
        let security = operation["security"].as_array().cloned().unwrap_or_default();
        if security.is_empty()
            || security.iter().any(|it| it.as_object().is_some_and(serde_json::Map::is_empty))
        {
            continue;
        }
        secured += 1;
        let answer = world.send(request(method, &filled(&path)).finish()).await.fails(401, 4132);
        assert_eq!(answer.string("/message"), "Missing Authorization Header", "{answer}");
    }
    assert!(secured >= 5, "only {secured} operations are secured");
}

#[tokio::test]
async fn every_path_refuses_a_method_it_does_not_have() {
    let world = World::new().await;
    let document = plenary::openapi::document();
    let mut methods: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (method, path, _) in operations(&document) {
        methods.entry(path).or_default().push(method.to_string());
    }
    for (path, mut known) in methods {
        let answer = world.send(request(Method::PUT, &filled(&path)).finish()).await;
        if known.contains(&"PUT".to_owned()) {
            continue;
        }
        let answer = answer.fails(405, 4050);
        if known.contains(&"GET".to_owned()) {
            known.push("HEAD".to_owned());
        }
        known.push("OPTIONS".to_owned());
        known.sort();
        assert_eq!(answer.header("allow"), Some(known.join(", ").as_str()), "{answer}");
    }
}
