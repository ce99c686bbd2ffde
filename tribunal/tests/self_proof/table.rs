//! What each planted fault must come to: a typed table, complete against the kennel's documents and against the checks.

use std::collections::{BTreeMap, BTreeSet};

use tribunal::{
    check::{CHECKS, Examples},
    result::RunResult,
    run::RunOptions,
};

use crate::kennel::{
    Kennel,
    trial::{options, told, tried_whole},
};

/// What must come of one transaction.
#[derive(Clone, Copy, Debug)]
enum Want {
    Passed,
    /// Exactly these findings, as `check@place in the body`.
    Failed(&'static [&'static str]),
    Untested,
}

use Want::{Failed, Passed, Untested};

/// One transaction: what comes of it when shapes are compared, and when examples are compared exactly.
struct Row(&'static str, Want, Want);

#[rustfmt::skip]
const PLANTED: &[Row] = &[
    Row("listDogs/200/ok",             Passed, Passed),
    Row("createDog/201/beagle",        Passed, Passed),
    Row("createDog/201/poodle",        Passed, Passed),
    Row("createDog/400/nameless",      Passed, Passed),
    Row("createDog/409/duplicate",     Passed, Passed),
    Row("createDog/503/fire",          Untested, Untested),
    Row("deleteDog/204",               Passed, Passed),
    Row("deleteDog/404/unknown",       Passed, Passed),
    Row("takeTicket/201/first",        Passed, Passed),
    Row("takeTicket/201/second",       Passed, Passed),
    Row("whoAmI/200/admin",            Passed, Passed),
    Row("whoAmI/200/guest",            Passed, Passed),
    Row("whoAmI/401/anonymous",        Passed, Passed),
    Row("wrongStatus/200/ok",          Failed(&["status@"]), Failed(&["status@"])),
    Row("redirect/200/ok",             Failed(&["status@"]), Failed(&["status@"])),
    Row("openDoor/401/anonymous",      Failed(&["status@"]), Failed(&["status@"])),
    Row("wrongContentType/200/ok",     Failed(&["content_type@"]), Failed(&["content_type@"])),
    Row("missingHeader/200/ok",        Failed(&["header_required@"]), Failed(&["header_required@"])),
    Row("invalidHeader/200/ok",        Failed(&["header_schema@"]), Failed(&["header_schema@"])),
    Row("otherHeader/200/ok",          Passed, Failed(&["header_example@"])),
    Row("undocumentedHeader/200/ok",   Failed(&["undocumented_header@"]), Failed(&["undocumented_header@"])),
    Row("garbage/200/ok",              Failed(&["json@"]), Failed(&["json@"])),
    Row("wrongType/200/ok",            Failed(&["schema@/age"]), Failed(&["schema@/age"])),
    Row("missingProperty/200/ok",      Failed(&["schema@/age"]), Failed(&["schema@/age"])),
    Row("nullProperty/200/ok",         Failed(&["schema@/name"]), Failed(&["schema@/name"])),
    Row("emptyList/200/ok",            Failed(&["empty_list@"]), Failed(&["empty_list@"])),
    Row("undocumentedProperty/200/ok", Failed(&["undocumented_property@/password"]), Failed(&["undocumented_property@/password"])),
    Row("otherShape/200/ok",           Failed(&["shape@/nickname"]), Failed(&["exact@/nickname"])),
    Row("otherValue/200/ok",           Passed, Failed(&["exact@/name"])),
    Row("volatilePlace/200/ok",        Passed, Passed),
    Row("content/202",                 Failed(&["no_content@"]), Failed(&["no_content@"])),
    Row("otherText/200/ok",            Passed, Failed(&["exact@"])),
    Row("undocumentedStatus/200/ok",   Failed(&["undocumented_status@"]), Failed(&["undocumented_status@"])),
    Row("wrongItem/200",               Failed(&["item_schema@/1/event"]), Failed(&["item_schema@/1/event"])),
    Row("wrongActor/200/ok",           Passed, Failed(&["exact@/name"])),
    Row("slow/200/ok",                 Failed(&["response@"]), Failed(&["response@"])),
    Row("brokenOff/200/ok",            Failed(&["response@"]), Failed(&["response@"])),
    Row("noHttp/200/ok",               Failed(&["response@"]), Failed(&["response@"])),
    Row("crash/200/ok",                Failed(&["response@"]), Failed(&["response@"])),
];

fn surprises(result: &RunResult, column: impl Fn(&Row) -> Want) -> Vec<String> {
    let mut wanted: BTreeMap<&str, Want> = PLANTED.iter().map(|row| (row.0, column(row))).collect();
    let mut surprises = Vec::new();
    for result in &result.transactions {
        let id = result.transaction.id.as_str();
        let came = told(result);
        let as_wanted = match wanted.remove(id) {
            None => false,
            Some(Passed) => came == "passed",
            Some(Failed(findings)) => came == format!("failed: {}", findings.join(" ")),
            Some(Untested) => came.starts_with("untested: "),
        };
        if !as_wanted {
            surprises.push(format!("{id}: {came}"));
        }
    }
    surprises.extend(wanted.into_keys().map(|id| format!("{id}: not in the plan")));
    surprises
}

#[tokio::test(flavor = "multi_thread")]
async fn every_planted_fault_is_found_and_told_as_itself_when_examples_are_exact() {
    let result = tried_whole(Kennel::planted(), options()).await;
    assert_eq!(surprises(&result, |row| row.2), Vec::<String>::new());
    assert_eq!(result.errors, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_planted_fault_is_found_and_told_as_itself_when_shapes_are_compared() {
    let options = RunOptions { examples: Examples::Shape, ..options() };
    let result = tried_whole(Kennel::planted(), options).await;
    assert_eq!(surprises(&result, |row| row.1), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_healthy_kennel_gives_no_finding_at_all() {
    let result = tried_whole(Kennel::healthy(), options()).await;
    let others: Vec<String> = result
        .transactions
        .iter()
        .filter(|result| told(result) != "passed")
        .map(|result| format!("{}: {}", result.transaction.id, told(result)))
        .collect();
    assert_eq!(others.len(), 1, "{others:?}");
    assert!(others[0].starts_with("createDog/503/fire: untested"), "{others:?}");
    assert_eq!(result.exit_code(), 0);
}

/// Found where no check can look: no whole answer came.
const WITHOUT_ANSWER: &str = "response";

#[test]
fn every_check_has_a_planted_fault_and_every_planted_fault_is_of_a_check() {
    let wants = PLANTED.iter().flat_map(|row| [row.1, row.2]);
    let findings = wants.flat_map(|want| if let Failed(findings) = want { findings } else { &[] });
    let planted: BTreeSet<&str> = findings.filter_map(|told| told.split('@').next()).collect();
    let checks = CHECKS.iter().map(|check| check.code).chain([WITHOUT_ANSWER]);
    assert_eq!(planted, checks.collect::<BTreeSet<&str>>());
}
