//! The document that stands in the repository is the one that the endpoint definitions
//! and the example files make, and every promise in it is proved by an example.

use std::collections::BTreeSet;

use plenary::openapi;
use plenary_contract::{exceptions::EXCEPTIONS, suite::Suite};
use serde_json::Value;
use tribunal::{isolation::DatabaseChoice, result::Verdict};

type Promise = (String, u16);

#[test]
fn the_committed_document_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let generated = openapi::to_json(&openapi::generated().document);
    let differs = |(index, (was, is)): (usize, (&str, &str))| {
        (was != is).then(|| format!("line {}:\n  committed: {was}\n  generated: {is}", index + 1))
    };
    let first = committed.lines().zip(generated.lines()).enumerate().find_map(differs);
    assert!(
        committed == generated,
        "openapi/openapi.json is not what the endpoint definitions say now: run `make openapi` and review the diff\n{}",
        first.unwrap_or_else(|| "one of them goes on where the other ends".into()),
    );
}

#[test]
fn every_example_file_has_found_its_place() {
    let defects = &openapi::generated().defects;
    assert!(defects.is_empty(), "{}", defects.join("\n"));
}

#[test]
fn every_example_has_a_recorded_answer() {
    let missing = &openapi::generated().unrecorded;
    assert!(missing.is_empty(), "run `make record` and review the diff:\n{}", missing.join("\n"));
}

#[test]
fn planning_finds_nothing_wrong_with_the_documentation() -> anyhow::Result<()> {
    let defects = Suite::default().plan()?.defects;
    let told: Vec<_> =
        defects.iter().map(|defect| format!("{}: {}", defect.position, defect.message)).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    Ok(())
}

/// Every operation with every status that the document gives it.
fn promises() -> BTreeSet<Promise> {
    let document = openapi::document();
    let items = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = items.filter_map(Value::as_object).flat_map(|item| item.values());
    operations
        .flat_map(|operation| {
            let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
            let statuses = operation["responses"].as_object().into_iter().flat_map(|all| all.keys());
            statuses.map(move |status| (id.clone(), status.parse().unwrap_or_default())).collect::<Vec<_>>()
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_status_of_every_operation_is_provoked_or_a_known_exception() -> anyhow::Result<()> {
    let result = Suite::on(DatabaseChoice::Sqlite).run().await?;
    let passed = result.transactions.iter().filter(|result| result.verdict == Verdict::Passed);
    let proved: BTreeSet<Promise> = passed
        .map(|result| (result.transaction.operation.label(), result.transaction.expected.status))
        .collect();
    let excepted: BTreeSet<Promise> =
        EXCEPTIONS.iter().map(|exception| (exception.operation.to_owned(), exception.status)).collect();
    let promised = promises();
    assert!(promised.len() > 100, "the document was read wrongly: {promised:?}");
    let unproved: Vec<_> =
        promised.difference(&proved).filter(|promise| !excepted.contains(*promise)).collect();
    assert!(unproved.is_empty(), "no example provokes {unproved:?}: add one to openapi/examples/");
    let needless: Vec<_> =
        excepted.iter().filter(|promise| proved.contains(*promise) || !promised.contains(*promise)).collect();
    assert!(needless.is_empty(), "strike {needless:?} from EXCEPTIONS in hooks/src/exceptions.rs");
    Ok(())
}
