//! No input gives a 500: every operation of the document is called with values nobody should send.

use poem::http::Method;
use serde_json::{Value, json};

use super::document::{filled, operations};
use crate::support::{World, request};

const TEXTS: [&str; 14] = [
    "",
    "0",
    "-1",
    "9223372036854775808",
    "1e400",
    "null",
    "true",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\u{0}",
    "\u{feff}\u{202e}",
    "{\"$ne\": null}",
    "%s%n%x",
    "<script>alert(1)</script>",
];

fn values() -> Vec<Value> {
    let mut values: Vec<Value> = TEXTS.iter().map(|text| json!(text)).collect();
    values.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1e300),
        json!([]),
        json!({}),
        json!([[["x"]]]),
        json!({"": {"": null}}),
        json!("x".repeat(100_000)),
        json!("🦀".repeat(200)),
    ]);
    values
}

fn encoded(text: &str) -> String {
    let every = percent_encoding::NON_ALPHANUMERIC;
    percent_encoding::utf8_percent_encode(text, every).to_string()
}

/// The targets an operation can be called with: each parameter in turn is hostile.
fn targets(path: &str, operation: &Value) -> Vec<String> {
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    let mut targets = vec![filled(path)];
    for parameter in parameters {
        let name = parameter["name"].as_str().expect("a name");
        for text in TEXTS {
            match parameter["in"].as_str() {
                Some("path") => targets.push(filled(&path.replace(&format!("{{{name}}}"), &encoded(text)))),
                Some("query") => targets.push(format!("{}?{name}={}", filled(path), encoded(text))),
                _ => {}
            }
        }
    }
    targets
}

/// The properties of a body, through a reference into the shared schemas.
fn properties(document: &Value, media: &Value) -> Vec<String> {
    let schema = &media["schema"];
    let schema = match schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) {
        Some(pointer) => document.pointer(pointer).expect("a shared schema"),
        None => schema,
    };
    schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn bodies(document: &Value, operation: &Value) -> Vec<(String, String)> {
    let contents = operation.pointer("/requestBody/content").and_then(Value::as_object);
    let mut bodies = Vec::new();
    for (media_type, media) in contents.into_iter().flatten() {
        let names = properties(document, media);
        for value in values() {
            let all: Value = names
                .iter()
                .map(|name| (name.clone(), value.clone()))
                .collect::<serde_json::Map<_, _>>()
                .into();
            for body in [value, all] {
                let text = if media_type.contains("form") {
                    let pairs = body.as_object().into_iter().flatten();
                    let text =
                        |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    pairs
                        .map(|(name, value)| format!("{name}={}", encoded(&text(value))))
                        .collect::<Vec<_>>()
                        .join("&")
                } else {
                    body.to_string()
                };
                bodies.push((media_type.clone(), text));
            }
        }
    }
    bodies
}

#[tokio::test]
async fn no_input_gives_a_500() {
    let document = plenary::openapi::document();
    let mut sent = 0;
    for (method, path, operation) in operations(&document) {
        // A fresh world each: an operation may log its caller out or delete it.
        let world = World::with(&["--login-limit-account", "0", "--login-limit-address", "0"]).await;
        for caller in [None, Some(world.bearer("admin"))] {
            let start = |target: &str| {
                let builder = request(Method::clone(&method), target);
                match &caller {
                    Some(bearer) => builder.header("authorization", bearer),
                    None => builder,
                }
            };
            let mut requests: Vec<_> =
                targets(&path, operation).iter().map(|it| start(it).finish()).collect();
            let target = filled(&path);
            for (media_type, body) in bodies(&document, operation) {
                requests.push(start(&target).content_type(&media_type).body(body));
            }
            for request in requests {
                let answer = world.send(request).await;
                sent += 1;
                // Without a banner API, which this world has none of, that one operation says so by a 502 of its own.
                let no_banners = operation["operationId"] == "create_broadcast" && answer.status == 502;
                assert!(answer.status < 500 || no_banners, "{answer}");
                // A person who sent a form gets the page again, which says what is wrong.
                let page = answer.header("content-type").is_some_and(|it| it.starts_with("text/html"));
                if page && answer.status == 400 {
                    assert!(answer.to_string().contains("role=\"alert\""), "{answer}");
                } else if answer.status >= 400 {
                    answer.is_our_error();
                }
            }
        }
    }
    assert!(sent > 1000, "only {sent} requests were tried");
}
