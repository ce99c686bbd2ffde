//! `skip` and `fail` at every stage: the verdict, its message, and the exit code.

use super::{Scripted, told};

#[test]
fn skip_and_fail_mean_the_same_at_every_stage_as_for_dredd() {
    for (event, act, verdict, code, sent) in [
        // Nothing was judged: such a run proves nothing, and says so by its exit code.
        ("beforeEach", "skip", "skipped: skipped in a before hook", 2, false),
        ("beforeEachValidation", "skip", "skipped: skipped in an after hook", 2, true),
        ("afterEach", "skip", "skipped: skipped in an after hook", 2, true),
        ("beforeEach", "fail", "failed: Failed in before hook: the vet says no", 1, false),
        ("beforeEachValidation", "fail", "failed: Failed in after hook: the vet says no", 1, true),
        ("afterEach", "fail", "failed: Failed in after hook: the vet says no", 1, true),
    ] {
        let value = if act == "skip" { "True" } else { "'the vet says no'" };
        let scripted = Scripted::new(&format!("if event == '{event}': data['{act}'] = {value}"));
        let run = scripted.run("listDogs/200/*", &[]);
        assert_eq!(run.code, code, "{event} {act}: {}", run.all());
        let transaction = &scripted.transactions()[0];
        assert_eq!(told(transaction), format!("listDogs/200/ok: {verdict}"), "{event} {act}");
        assert_eq!(transaction["response"].is_object(), sent, "{event} {act}");
    }
}

#[test]
fn skipped_in_before_all_is_reported_and_counted() {
    let scripted = Scripted::new("if event == 'beforeAll': data[0]['skip'] = True");
    let run = scripted.run("listDogs/200/* deleteDog/204*", &[]);
    assert_eq!(run.code, 0, "{}", run.all());
    let all: Vec<String> = scripted.transactions().iter().map(told).collect();
    assert!(all[0].contains("skipped in a beforeAll hook"), "{all:?}");
    assert_eq!(all[1], "deleteDog/204: passed");
    let run = scripted.run("listDogs/200/* deleteDog/204*", &["--max-skips", "0"]);
    assert_eq!(run.code, 1, "{}", run.all());
}

#[test]
fn what_a_hook_says_to_a_skipped_or_failed_transaction_afterwards_has_its_usual_effect() {
    let scripted = Scripted::new(
        "if event == 'beforeEach': data['skip'] = True\nif event == 'afterEach': data['fail'] = 'left a mess'",
    );
    let run = scripted.run("listDogs/200/*", &[]);
    assert_eq!(run.code, 1, "{}", run.all());
    assert_eq!(
        told(&scripted.transactions()[0]),
        "listDogs/200/ok: failed: Failed in after hook: left a mess"
    );
}
