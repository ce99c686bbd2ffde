//! The HTTP archive.

use serde_json::json;

use super::specimen::{failing, passing, run, tried, unreachable};
use crate::{check::specimen::Specimen, report::har::render};

#[test]
fn a_failing_run_as_archive() {
    insta::assert_json_snapshot!(render(&failing()), {".log.creator.version" => "VERSION"});
}

#[test]
fn a_passing_run_as_archive() {
    let archive = render(&passing());
    assert_eq!(archive["log"]["entries"].as_array().map(Vec::len), Some(2));
    assert_eq!(archive["log"]["entries"][1]["startedDateTime"], "2026-01-02T03:04:05.678Z");
}

#[test]
fn only_what_was_sent_is_there_and_what_had_no_answer_has_status_0() {
    let mut lost = unreachable();
    lost.sent = tried(Specimen::pets()).sent;
    let archive = render(&run(vec![unreachable(), lost]));
    let entries = archive["log"]["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["response"]["status"], 0);
    assert_eq!(entries[0]["comment"], "listPets/404/none: error: connection refused (127.0.0.1:8080)");
}

#[test]
fn every_field_that_the_format_requires_is_there() {
    let archive = render(&failing());
    for entry in archive["log"]["entries"].as_array().expect("entries") {
        for (part, fields) in [
            ("", &["startedDateTime", "time", "request", "response", "cache", "timings"][..]),
            (
                "/request",
                &[
                    "method",
                    "url",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "queryString",
                    "headersSize",
                    "bodySize",
                ],
            ),
            (
                "/response",
                &[
                    "status",
                    "statusText",
                    "httpVersion",
                    "cookies",
                    "headers",
                    "content",
                    "redirectURL",
                    "headersSize",
                    "bodySize",
                ],
            ),
            ("/response/content", &["size", "mimeType"]),
            ("/timings", &["send", "wait", "receive"]),
        ] {
            let part = entry.pointer(part).expect("a part");
            for field in fields {
                assert!(part.get(field).is_some(), "{field} is missing in {part}");
            }
        }
    }
}

#[test]
fn parameters_cookies_and_bodies_are_taken_apart() {
    let mut specimen = Specimen::pets().header("set-cookie", "id=abc; HttpOnly").bytes(b"\x89PNG");
    let request = &mut specimen.transaction.request;
    request.uri = "/pets?name=J%C3%BCrgen+K&page=2".into();
    request.headers.set("Cookie", "a=1; b=2");
    request.body = crate::transport::Body::json(&json!({"a": 1}));
    let archive = render(&run(vec![tried(specimen)]));
    let entry = &archive["log"]["entries"][0];
    assert_eq!(
        entry["request"]["queryString"],
        json!([{"name": "name", "value": "Jürgen K"}, {"name": "page", "value": "2"}])
    );
    assert_eq!(entry["request"]["cookies"].as_array().map(Vec::len), Some(2));
    assert_eq!(entry["request"]["postData"]["text"], r#"{"a":1}"#);
    assert_eq!(entry["response"]["cookies"], json!([{"name": "id", "value": "<redacted>"}]));
    assert_eq!(entry["response"]["content"]["comment"], "<binary, 4 bytes: 89 50 4e 47>");
}
