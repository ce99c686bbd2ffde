//! Request bodies in their media types.

use tribunal::plan::Transaction;

use crate::{golden, plan, transaction};

/// The transaction of an operation with one request body.
#[track_caller]
fn post(content: &str) -> Transaction {
    let plan = plan(&format!(
        "paths: {{/a: {{post: {{operationId: op, requestBody: {{required: true, content: {{{content}}}}}, responses: {{200: {{}}}}}}}}}}"
    ));
    transaction(&plan, "op/200").clone()
}

#[test]
fn bodies_are_written_in_their_media_type() {
    let form = "application/x-www-form-urlencoded";
    let table = [
        ("application/json: {example: {b: 1, a: 2}}", "application/json", r#"{"b":1,"a":2}"#),
        ("application/problem+json: {example: [1]}", "application/problem+json", "[1]"),
        (
            "application/json: {schema: {type: object}, example: '{\"a\": 1}'}",
            "application/json",
            r#"{"a":1}"#,
        ),
        ("application/json: {schema: {type: string}, example: '{}'}", "application/json", r#""{}""#),
        ("text/plain: {example: hello}", "text/plain", "hello"),
        ("text/plain: {example: 5}", "text/plain", "5"),
        ("application/xml: {example: <a/>}", "application/xml", "<a/>"),
        ("'*/*': {example: {a: 1}}", "application/json", r#"{"a":1}"#),
        ("text/*: {example: hello}", "text/plain", "hello"),
        (
            "application/x-www-form-urlencoded: {example: {a: 1, b: [x, y], c: {d: e}, f: 'g h&'}}",
            form,
            "a=1&b=x&b=y&c=%7B%22d%22%3A%22e%22%7D&f=g%20h%26",
        ),
        (
            "application/x-www-form-urlencoded: {example: {b: [x, y], c: {d: e}}, encoding: {b: {explode: false}, c: {style: deepObject}}}",
            form,
            "b=x,y&c[d]=e",
        ),
        ("application/x-www-form-urlencoded: {example: a=1}", form, "a=1"),
    ];
    for (content, content_type, body) in table {
        let transaction = post(content);
        assert_eq!(transaction.skip, None, "{content}");
        assert_eq!(transaction.request.headers.get("content-type"), Some(content_type), "{content}");
        assert_eq!(transaction.request.body.text(), Some(body), "{content}");
    }
}

#[test]
fn a_multipart_form_has_one_part_for_each_value() {
    let transaction = post(
        "multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, tags: {type: array, items: {type: string}}}}, example: {name: Tom, tags: [a, b], meta: {x: 1}, file: bytes}, encoding: {file: {contentType: 'image/png, image/jpeg'}}}",
    );
    assert_eq!(
        transaction.request.headers.get("content-type"),
        Some("multipart/form-data; boundary=tribunal-form-boundary")
    );
    golden("multipart_form", &transaction.request.body.text().unwrap().replace('\r', ""));
}

#[test]
fn a_value_that_its_media_type_cannot_hold_skips_with_the_reason() {
    let reason =
        post("application/xml: {schema: {type: object, required: [a], properties: {a: {type: string}}}}")
            .skip
            .unwrap();
    assert!(
        reason.starts_with("a value cannot be written as `application/xml`: give the body an example"),
        "{reason}"
    );
}

#[test]
fn an_optional_body_without_schema_is_left_out() {
    let plan = plan(
        "paths: {/a: {post: {operationId: op, requestBody: {content: {application/json: {}}}, responses: {200: {}}}}}",
    );
    let request = &transaction(&plan, "op/200").request;
    assert!(request.body.is_empty());
    assert_eq!(request.headers.get("content-type"), None);
}

#[test]
fn the_first_media_type_that_can_be_written_is_sent() {
    let table = [
        (
            "application/xml: {schema: {type: object}}, application/json: {schema: {type: object}}",
            "application/json",
        ),
        ("application/xml: {schema: {type: object}, example: <a/>}, application/json: {}", "application/xml"),
        ("image/png: {}, text/plain: {schema: {type: string}}", "text/plain"),
    ];
    for (content, expected) in table {
        assert_eq!(post(content).request.headers.get("content-type"), Some(expected), "{content}");
    }
}

#[test]
fn parts_have_the_headers_of_their_encoding_and_only_forms_have_names() {
    let text = |content: &str| post(content).request.body.text().unwrap().replace('\r', "");
    let form = text(
        "multipart/form-data: {schema: {type: object}, example: {a: 1}, encoding: {a: {contentType: text/plain, headers: {X-Part: {example: one}, X-Not: {}, Content-Type: {example: no}, 'X Bad': {example: no}}}}}",
    );
    assert!(
        form.starts_with(
            "--tribunal-form-boundary\nContent-Disposition: form-data; name=\"a\"\nContent-Type: text/plain\nX-Part: one\n\n1\n"
        ),
        "{form}"
    );
    let mixed = text("multipart/mixed: {schema: {type: object}, example: {a: {b: 1}}}");
    assert!(
        mixed.starts_with("--tribunal-form-boundary\nContent-Type: application/json\n\n{\"b\":1}\n"),
        "{mixed}"
    );
}
