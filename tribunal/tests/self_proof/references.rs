//! A finding names the file and the line where the document really says so, wherever `$ref`s have put it.

use std::{fs, sync::Arc};

use tribunal::{
    document::Document,
    hooks::Hooks,
    plan::{Plan, PlanOptions},
    run::{Provision, RemoteServer, Session},
};

use crate::kennel::{Reply, listen, trial::options};

const MAIN: &str = r#"
openapi: 3.0.3
info: {title: Pets, version: "1"}
paths:
  /gone:
    get:
      operationId: gone
      responses:
        "200": {$ref: "parts/responses.yaml#/Pet"}
  /renamed:
    get:
      operationId: renamed
      responses:
        "200": {$ref: "parts/responses.yaml#/Pet"}
  /aged: {$ref: "parts/paths.json#/aged"}
"#;

const RESPONSES: &str = r#"
Pet:
  description: A pet.
  content:
    application/json:
      schema: {$ref: "pet.json"}
      examples:
        rex: {$ref: "examples.yaml#/rex"}
"#;

const EXAMPLES: &str = "
rex:
  value:
    name: Rex
    age: 4
";

const PET: &str = r##"{
  "type": "object",
  "properties": {
    "name": {"type": "string"},
    "age": {"$ref": "#/definitions/Age"}
  },
  "definitions": {
    "Age": {"type": "integer"}
  }
}
"##;

const PATHS: &str = r#"{
  "aged": {
    "get": {
      "operationId": "aged",
      "responses": {"200": {"$ref": "responses.yaml#/Pet"}}
    }
  }
}
"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_stands_where_the_document_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("parts")).expect("a folder");
    for (name, text) in [
        ("openapi.yaml", MAIN),
        ("parts/responses.yaml", RESPONSES),
        ("parts/examples.yaml", EXAMPLES),
        ("parts/pet.json", PET),
        ("parts/paths.json", PATHS),
    ] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let listening = listen(|call| {
        let (status, body) = match call.target.as_str() {
            "/gone" => (500, "{}"),
            "/renamed" => (200, r#"{"name": "Max", "age": 4}"#),
            _ => (200, r#"{"name": "Rex", "age": "old"}"#),
        };
        let headers = vec![("content-type", "application/json".to_owned())];
        Reply::Answer { status, headers, body: body.as_bytes().to_vec() }
    })
    .await;
    let location = folder.path().join("openapi.yaml");
    let document = Arc::new(Document::load(location.to_str().expect("UTF-8")).expect("a document"));
    let plan = Plan::of(document.clone(), &PlanOptions::default());
    let server = RemoteServer::new(&listening.base_url).expect("a URL");
    let options = tribunal::run::RunOptions { provision: Provision::Nothing, ..options() };
    let session = Session::open(plan, server, Hooks::new(), options).await.expect("opens");
    session.run_all(&|_| ()).await;
    let findings = session.close().await.transactions.into_iter().flat_map(|result| result.findings);
    let told: Vec<String> = findings
        .map(|finding| {
            let position = &finding.position;
            let file = position.file.rsplit('/').next().unwrap_or_default();
            let line = document.source_line(position).expect("the line is there").trim();
            format!("{} {file}:{} {line}", finding.check, position.line)
        })
        .collect();
    assert_eq!(
        told,
        [
            r#"status openapi.yaml:9 "200": {$ref: "parts/responses.yaml#/Pet"}"#,
            "exact examples.yaml:4 name: Rex",
            r#"schema pet.json:8 "Age": {"type": "integer"}"#,
        ]
    );
}
