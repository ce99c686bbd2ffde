//! Documents by address: a server of this very test, and all that one must not do to us.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Write},
    net::TcpListener,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tribunal::{
    document::{Document, LoadOptions},
    plan::{Plan, PlanOptions},
};

use crate::{ids, transaction};

/// Answers with these bodies by path, for as long as the test's process lives. `wait` never answers.
fn serve(pages: &[(&str, String)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let pages: HashMap<String, String> =
        pages.iter().map(|(path, body)| ((*path).to_owned(), body.clone())).collect();
    thread::spawn(move || {
        // One that is left waiting has its connection kept, and is not answered.
        let mut waiting = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            // The head is read to its end: a connection that is closed before that is reset, and its answer lost.
            let head = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
            let head: Vec<String> = head.take_while(|line| !line.is_empty()).collect();
            let path = head.first().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
            if path == "/wait" {
                waiting.push(stream);
                continue;
            }
            let answer = match (path.strip_prefix("/to/"), pages.get(path)) {
                (Some(target), _) => {
                    format!("HTTP/1.1 302 Found\r\nLocation: /{target}\r\nContent-Length: 0\r\n\r\n")
                }
                (None, Some(body)) => {
                    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len())
                }
                (None, None) => "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned(),
            };
            // Whoever has read enough is gone, and that is what is tried.
            drop(stream.write_all(answer.as_bytes()));
        }
    });
    address
}

fn document(reference: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: x, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      responses:\n        '200': {{$ref: '{reference}'}}\n        '204': {{description: x}}\n"
    )
}

fn plan(location: &str, options: &LoadOptions) -> Plan {
    let document = Document::load_with(location, options).unwrap();
    Plan::of(Arc::new(document), &PlanOptions::default())
}

#[test]
fn a_document_and_the_files_beside_it_are_read_from_their_server() {
    let shared =
        "Ok: {description: x, content: {application/json: {schema: {type: integer}, example: one}}}\n";
    let address = serve(&[
        ("/docs/api.yaml", document("parts/shared.yaml#/Ok")),
        ("/docs/parts/shared.yaml", shared.to_owned()),
    ]);
    for path in ["/docs/api.yaml", "/to/docs/api.yaml"] {
        let plan = plan(&format!("{address}{path}"), &LoadOptions::default());
        assert_eq!(ids(&plan), ["a/200", "a/204"], "{path}: {:?}", plan.defects);
        let place = &transaction(&plan, "a/200").position;
        assert_eq!(place.to_string(), format!("{address}/docs/parts/shared.yaml:1:76"), "{path}");
        assert_eq!(plan.defects.len(), 1, "{:?}", plan.defects);
    }
}

#[test]
fn references_of_a_remote_document_stay_in_its_folder_and_never_reach_this_machine() {
    let table = [
        ("../secret.yaml", "lies outside the document's folder"),
        ("/secret.yaml", "lies outside the document's folder"),
        ("http://127.0.0.1:1/secret.yaml", "lies outside the document's folder"),
        ("file:///etc/passwd", "is elsewhere"),
        ("gone.yaml", "the server answers 404 Not Found"),
        ("../to/secret.yaml", "lies outside the document's folder"),
    ];
    for (reference, reason) in table {
        let address = serve(&[
            ("/docs/api.yaml", document(reference)),
            ("/secret.yaml", "description: secret\n".to_owned()),
        ]);
        let plan = plan(&format!("{address}/docs/api.yaml"), &LoadOptions::default());
        assert_eq!(ids(&plan), ["a/204"], "{reference}");
        assert!(plan.defects[0].message.contains(reason), "{reference}: {}", plan.defects[0].message);
    }
    let allowed = LoadOptions { outside: true, ..LoadOptions::default() };
    let address = serve(&[
        ("/docs/api.yaml", document("../secret.yaml")),
        ("/secret.yaml", "description: secret\n".to_owned()),
    ]);
    assert_eq!(ids(&plan(&format!("{address}/docs/api.yaml"), &allowed)), ["a/200", "a/204"]);
    let address = serve(&[("/docs/api.yaml", document("file:///etc/passwd"))]);
    assert_eq!(ids(&plan(&format!("{address}/docs/api.yaml"), &allowed)), ["a/204"]);
}

#[test]
fn a_server_that_sends_a_reference_on_is_not_followed() {
    let address = serve(&[
        ("/to/api.yaml", document("evil.yaml")),
        ("/api.yaml", document("to/evil.yaml")),
        ("/evil.yaml", "description: secret\n".to_owned()),
    ]);
    let plan = plan(&format!("{address}/api.yaml"), &LoadOptions::default());
    assert_eq!(ids(&plan), ["a/204"]);
    assert!(plan.defects[0].message.contains("302 Found and names another address"), "{:?}", plan.defects);
}

#[test]
fn time_and_size_are_bounded_and_failures_are_sentences() {
    let address = serve(&[("/large.yaml", "a".repeat(5 << 20))]);
    let load = |path: &str, options: &LoadOptions| {
        Document::load_with(&format!("{address}{path}"), options).unwrap_err().to_string()
    };
    let small = LoadOptions { bytes: 1 << 20, ..LoadOptions::default() };
    assert!(load("/large.yaml", &small).ends_with("the document is larger than 1 MiB"));
    let begin = Instant::now();
    let quick = LoadOptions { time: Duration::from_millis(300), ..LoadOptions::default() };
    assert!(load("/wait", &quick).ends_with("reading the document has taken longer than 300ms"));
    assert!(begin.elapsed() < Duration::from_secs(5));
    assert!(load("/nothing.yaml", &LoadOptions::default()).contains("the server answers 404 Not Found"));
    let nobody = Document::load("http://127.0.0.1:1/api.yaml").unwrap_err().to_string();
    assert!(nobody.starts_with("cannot read `http://127.0.0.1:1/api.yaml`: "), "{nobody}");
    assert!(nobody.contains("refused"), "{nobody}");
}

#[tokio::test]
async fn a_document_is_loaded_inside_a_runtime_too() {
    let address = serve(&[("/api.yaml", document("#/paths"))]);
    assert!(Document::load(&format!("{address}/api.yaml")).is_ok());
}

#[test]
fn files_outside_of_the_folder_are_read_where_that_is_allowed() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("api");
    std::fs::create_dir_all(&folder).unwrap();
    let shared = outside.path().join("shared.yaml");
    std::fs::write(&shared, "Ok: {$ref: 'more.yaml'}\n").unwrap();
    std::fs::write(outside.path().join("more.yaml"), "description: x\n").unwrap();
    let allowed = LoadOptions { outside: true, ..LoadOptions::default() };
    let absolute = shared.to_str().unwrap().to_owned();
    for reference in ["../shared.yaml#/Ok", &format!("{absolute}#/Ok"), &format!("file://{absolute}#/Ok")] {
        let location = folder.join("api.yaml");
        std::fs::write(&location, document(reference)).unwrap();
        let found = plan(location.to_str().unwrap(), &allowed);
        assert_eq!(ids(&found), ["a/200", "a/204"], "{reference}: {:?}", found.defects);
        let refused = plan(location.to_str().unwrap(), &LoadOptions::default());
        assert_eq!(ids(&refused), ["a/204"], "{reference}");
        assert!(
            refused.defects[0].message.contains("--outside-refs") || reference.starts_with('/'),
            "{reference}"
        );
    }
}
