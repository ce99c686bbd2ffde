//! No secret appears in any report.

use serde_json::{Value, json};

use super::specimen::{document, run, tried};
use crate::{
    check::{Examples, Strictness, specimen::Specimen},
    plan::{ExpectedBody, Transaction},
    report::{
        console::{Style, render_failure, render_line, render_summary},
        dot, github, har, html, json, junit, markdown,
    },
    result::{RunResult, TransactionResult, Verdict},
    transport::Body,
};

/// Every one of these is hidden somewhere in the exchanges below.
const SECRETS: &[&str] = &[
    "bearer-credential-1",
    "basic-password-2",
    "cookie-value-3",
    "set-cookie-value-4",
    "json-password-5",
    "json-token-6",
    "query-key-7",
    "form-secret-8",
    "tenant-credential-9",
    "example-token-10",
    "url-password-11",
    "987654321",
];

fn all_reports(result: TransactionResult, errors: Vec<String>) -> String {
    let run = RunResult {
        errors,
        database: Some("PostgreSQL at postgres://plenary:url-password-11@db/plenary".into()),
        ..run(vec![result])
    };
    let document = document();
    let mut text = String::new();
    for result in &run.transactions {
        for style in [Style::Plain, Style::Colour] {
            text += &render_failure(&document, result, style);
            text += &render_line(result, style);
        }
    }
    text += &render_summary(&run, Style::Plain);
    for report in [
        dot::render(&document, &run, Style::Plain),
        github::render(&document, &run),
        har::render(&run).to_string(),
        html::render(&document, &run),
        json::render(&document, &run).to_string(),
        junit::render(&run),
        markdown::render(&document, &run),
    ] {
        text += &report;
    }
    text
}

fn assert_hidden(text: &str) {
    for secret in SECRETS {
        assert!(!text.contains(secret), "{secret} is shown:\n{text}");
    }
    assert!(text.contains("<redacted>"));
}

fn with_secrets(transaction: &mut Transaction) {
    let request = &mut transaction.request;
    request.uri = "/pets?api_key=query-key-7&page=2".into();
    request.headers.set("Authorization", "Bearer bearer-credential-1");
    request.headers.append("authorization", "Basic YW5uOmJhc2ljLXBhc3N3b3JkLTI=");
    request.headers.set("Cookie", "session=cookie-value-3");
    request.headers.set("X-Tenant", "tenant-credential-9");
    request.body = Body::json(&json!({"user": {"password": "json-password-5", "pin": 987_654_321}}));
    transaction.credentials.push("x-tenant".into());
}

fn answer() -> Value {
    json!({
        "token": "json-token-6",
        "echo": "you sent json-password-5, tenant-credential-9 and basic-password-2",
        "pets": [],
    })
}

#[test]
fn not_of_a_wrong_body() {
    let mut specimen = Specimen::pets()
        .promise_header("Set-Cookie", true, Some("session=example-token-10"))
        .header("set-cookie", "session=set-cookie-value-4; HttpOnly")
        .header("x-auth-token", "json-token-6")
        .json(&answer())
        .examples(Examples::Exact)
        .strictness(Strictness { undocumented_header: true, ..Strictness::default() });
    with_secrets(&mut specimen.transaction);
    specimen.transaction.expected.body = ExpectedBody::Json(json!({"token": "example-token-10", "pets": []}));
    let result = tried(specimen);
    assert!(
        result.findings.iter().any(|finding| finding.check == "exact"),
        "the token differs from its example"
    );
    assert!(
        result.findings.iter().any(|finding| finding.check == "header_example"),
        "and so does the cookie"
    );
    assert_hidden(&all_reports(result, Vec::new()));
}

#[test]
fn not_of_a_body_that_is_no_json() {
    let broken = r#"{"token": "json-token-6", "user": {"password": "json-password-5"#;
    let mut specimen = Specimen::pets().body(broken);
    with_secrets(&mut specimen.transaction);
    specimen.transaction.request.body =
        Body(bytes::Bytes::from_static(b"name=ann&client_secret=form-secret-8"));
    assert_hidden(&all_reports(tried(specimen), Vec::new()));
}

#[test]
fn not_of_a_field_that_breaks_its_schema() {
    let schema =
        json!({"type": "object", "properties": {"pin": {"type": "string"}, "token": {"maxLength": 3}}});
    let specimen =
        Specimen::pets().promise_schema(&schema).json(&json!({"pin": 987_654_321, "token": "json-token-6"}));
    let result = tried(specimen);
    assert_eq!(result.findings.len(), 4, "two broken fields, two missing keys of the example");
    assert_hidden(&all_reports(result, Vec::new()));
}

#[test]
fn not_of_an_error_either() {
    let mut specimen = Specimen::pets();
    with_secrets(&mut specimen.transaction);
    let mut result = tried(specimen);
    result.verdict =
        Verdict::Error("cannot send Authorization: Bearer bearer-credential-1 with cookie-value-3".into());
    result.response = None;
    let errors =
        vec!["before_all: postgres://plenary:url-password-11@db refused password=form-secret-8".into()];
    assert_hidden(&all_reports(result, errors));
}

#[test]
fn what_is_no_secret_stays_readable() {
    let mut specimen = Specimen::pets().json(&answer());
    with_secrets(&mut specimen.transaction);
    let text = render_failure(&document(), &tried(specimen), Style::Plain);
    for kept in [
        "page=2",
        "Bearer <redacted>",
        "session=<redacted>",
        "\"token\":\"<redacted>\"",
        "you sent <redacted>",
    ] {
        assert!(text.contains(kept), "{kept} is gone:\n{text}");
    }
}
