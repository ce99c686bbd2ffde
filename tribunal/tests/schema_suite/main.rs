//! The required tests of the JSON Schema Test Suite, each as a response that the engine's own `schema` check judges.
//!
//! The suite is not part of this repository: `.ci/steps/json-schema` fetches it at one version and names its folder in
//! `JSON_SCHEMA_TEST_SUITE`. Without it every test here says that it was skipped, and passes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails where it stands")]
#![expect(clippy::print_stderr, reason = "whoever reads the log must see that nothing was tried")]

mod exchange;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use exchange::Trial;
use serde_json::Value;

/// The keywords of `OpenAPI` 3.0's Schema Object that draft 4 has too.
const KEYWORDS_3_0: [&str; 21] = [
    "$schema",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "not",
    "allOf",
    "anyOf",
    "oneOf",
];

#[test]
fn draft_4() {
    let tried = suite("draft4", "3.1.0", "http://json-schema.org/draft-04/schema#", |_| true);
    assert!(tried.is_none_or(|tried| tried > 550), "only {tried:?} tests of draft 4");
}

#[test]
fn draft_2020_12() {
    let tried = suite("draft2020-12", "3.1.0", "https://json-schema.org/draft/2020-12/schema", |_| true);
    assert!(tried.is_none_or(|tried| tried > 1_200), "only {tried:?} tests of 2020-12");
}

/// `OpenAPI` 3.0 has a part of draft 4, and of that part its meaning.
#[test]
fn draft_4_as_far_as_openapi_3_0_has_its_keywords() {
    let tried = suite("draft4", "3.0.3", "", within_3_0);
    assert!(tried.is_none_or(|tried| tried > 150), "only {tried:?} tests of draft 4 by 3.0");
}

/// Runs every test of a draft; how many there were, or `None` without the suite.
fn suite(draft: &str, version: &str, dialect: &str, wanted: impl Fn(&Value) -> bool) -> Option<usize> {
    let Some(folder) = std::env::var_os("JSON_SCHEMA_TEST_SUITE").map(PathBuf::from) else {
        eprintln!(
            "skipped: JSON_SCHEMA_TEST_SUITE does not name the suite's folder (make test/json-schema does)"
        );
        return None;
    };
    let known = remotes(&folder.join("remotes"));
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder.join("tests").join(draft)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let (mut tried, mut wrong) = (0, Vec::new());
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let groups: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for group in groups.as_array().unwrap().iter().filter(|group| wanted(&group["schema"])) {
            let trial = Trial::new(version, dialect, &group["schema"], &known);
            for test in group["tests"].as_array().unwrap() {
                tried += 1;
                let accepted = trial.as_ref().map(|trial| trial.accepts(&test["data"]));
                if accepted != Ok(test["valid"].as_bool().unwrap()) {
                    let (of, what) = (&group["description"], &test["description"]);
                    wrong.push(format!("{name}: {of}: {what}: accepted {accepted:?}, data {}", test["data"]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried} tests:\n{}", wrong.len(), wrong.join("\n"));
    eprintln!("{draft} by OpenAPI {version}: all {tried} tests");
    Some(tried)
}

/// Whether a schema has no keyword but those that 3.0 has too.
fn within_3_0(schema: &Value) -> bool {
    let Some(members) = schema.as_object() else { return false };
    members.iter().all(|(key, value)| match key.as_str() {
        "allOf" | "anyOf" | "oneOf" => value.as_array().is_some_and(|list| list.iter().all(within_3_0)),
        "not" | "items" | "additionalProperties" => value.is_boolean() || within_3_0(value),
        "properties" => value.as_object().is_some_and(|named| named.values().all(within_3_0)),
        // 3.0 allows one type, and no `null`.
        "type" => value.as_str().is_some_and(|name| name != "null"),
        key => KEYWORDS_3_0.contains(&key),
    })
}

/// The files that the suite's schemas name as lying on a server.
fn remotes(folder: &Path) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(path) = waiting.pop() {
        for entry in fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                waiting.push(entry);
            } else {
                let name = entry.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                known.insert(format!("http://localhost:1234/{name}"), fs::read_to_string(&entry).unwrap());
            }
        }
    }
    known
}
