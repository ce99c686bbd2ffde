//! Which events come, and in which order.

use super::{Scripted, told};

const SENT: [&str; 3] = ["beforeEach", "beforeEachValidation", "afterEach"];

/// The events of one transaction whose handler does `body`.
fn events(body: &str) -> Vec<String> {
    let scripted = Scripted::new(body);
    scripted.run("listDogs/*", &[]);
    let events = scripted.events();
    let (first, last) = (events.first().cloned(), events.last().cloned());
    assert_eq!((first.as_deref(), last.as_deref()), (Some("beforeAll"), Some("afterAll")), "{events:?}");
    events[1..events.len() - 1].to_vec()
}

#[test]
fn events_come_in_dredds_order_one_transaction_after_the_other() {
    let scripted = Scripted::new("pass");
    let told = scripted.run("listDogs/* deleteDog/*", &[]);
    assert_eq!(told.code, 0, "{}", told.all());
    assert_eq!(scripted.events(), [&["beforeAll"], &SENT[..], &SENT, &SENT, &["afterAll"]].concat());
}

#[test]
fn what_is_skipped_or_failed_before_its_request_gets_no_validation() {
    let unsent = ["beforeEach", "afterEach"];
    assert_eq!(events("if event == 'beforeEach': data['skip'] = True"), unsent);
    assert_eq!(events("if event == 'beforeEach': data['fail'] = 'x'"), unsent);
    assert_eq!(events("if event == 'beforeAll': data[0]['skip'] = True"), unsent);
    assert_eq!(events("if event == 'beforeEachValidation': data['skip'] = True"), SENT);
    assert_eq!(events("if event == 'beforeEachValidation': data['fail'] = 'x'"), SENT);
}

#[test]
fn what_the_document_cannot_provoke_is_offered_to_hooks_and_runs_if_they_clear_skip() {
    let scripted = Scripted::new("pass");
    scripted.run("createDog/503/* listDogs/*", &[]);
    assert_eq!(
        scripted.events(),
        [&["beforeAll"], &SENT[..], &["beforeEach", "afterEach", "afterAll"]].concat()
    );
    let untested = told(&scripted.transactions()[1]);
    assert!(untested.starts_with("createDog/503/fire: untested: no request"), "{untested}");
    // The kennel has no fire; what counts is that the request goes out as the hook shaped it.
    let scripted = Scripted::new(
        "if event == 'beforeEach' and data['skip']:\n    data['skip'] = False\n    data['request']['body'] = '{}'\n    \
         data['expected']['statusCode'] = 400\n    del data['expected']['body']",
    );
    let run = scripted.run("createDog/503/*", &[]);
    assert_eq!(told(&scripted.transactions()[0]), "createDog/503/fire: passed", "{}", run.all());
}

#[test]
fn members_that_hooks_add_come_back_at_every_later_event() {
    let scripted = Scripted::new(
        "for one in (data if isinstance(data, list) else [data]):\n    \
         one.setdefault('hooks_modifications', []).append(event)",
    );
    let run = scripted.run("listDogs/*", &[]);
    assert_eq!(run.code, 0, "{}", run.all());
    let last: serde_json::Value =
        serde_json::from_str(scripted.received().last().expect("afterAll")).expect("a message");
    assert_eq!(
        last["data"][0]["hooks_modifications"],
        serde_json::json!(["beforeAll", "beforeEach", "beforeEachValidation", "afterEach"])
    );
}
