//! The document that stands in the repository is the one that the endpoint definitions
//! and the example files make, and nothing in it is left over or left out.

use plenary::openapi;

#[test]
fn the_committed_document_is_the_generated_one() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/openapi.json");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let generated = openapi::json();
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
    let defects = openapi::defects();
    assert!(defects.is_empty(), "{}", defects.join("\n"));
}
