//! What handlers change is what is sent and expected.

use super::{Scripted, told};

/// How `only` ends when the handler does `body`, one line for each transaction.
fn tried(only: &str, body: &str) -> Vec<String> {
    let scripted = Scripted::new(body);
    let run = scripted.run(only, &["--examples", "exact"]);
    assert!(run.code < 2, "{}", run.all());
    scripted.transactions().iter().map(told).collect()
}

#[test]
fn every_part_of_the_request_can_be_changed() {
    for (body, verdict) in [
        ("data['request']['method'] = 'PUT'", "answered 404, which it does not document, instead of 200"),
        ("data['fullPath'] = '/nowhere'", "answered 404, which it does not document, instead of 200"),
        // As Dredd: where a request goes is `fullPath`.
        ("data['request']['uri'] = '/nowhere'", "passed"),
        ("data['request']['headers']['Authorization'] = 'Bearer nobody'", "answered 401, instead of 200"),
        ("del data['request']['headers']['Authorization']", "answered 401, instead of 200"),
    ] {
        let told = tried("whoAmI/200/guest", &format!("if event == 'beforeEach': {body}"));
        assert!(told[0].contains(verdict), "{body}: {told:?}");
    }
}

#[test]
fn a_body_can_be_changed_whatever_its_length_was() {
    let body = "import json\nif event == 'beforeEach':\n    data['request']['headers']['Content-Length'] = '1'\n    \
                data['request']['body'] = json.dumps({'name': 'Rex', 'age': 4})\n    data['expected']['statusCode'] = 409\n    \
                data['expected']['body'] = json.dumps({'error': 'that dog is here already'})\n    \
                data['expected']['bodySchema'] = None";
    assert_eq!(tried("createDog/201/beagle", body), ["createDog/201/beagle: passed"]);
    let base64 = "if event == 'beforeEach':\n    data['request']['bodyEncoding'] = 'base64'\n    \
                  data['request']['body'] = 'eyJuYW1lIjogIlNub29weSIsICJhZ2UiOiA2fQ=='";
    assert_eq!(tried("createDog/201/beagle", base64), ["createDog/201/beagle: passed"]);
}

#[test]
fn every_part_of_the_expectation_can_be_changed() {
    for (body, verdict) in [
        ("data['expected']['statusCode'] = '201'", "answered 200, instead of 201"),
        ("data['expected']['headers']['Content-Type'] = 'text/html'", "text/html"),
        ("data['expected']['headers']['X-Breed'] = 'beagle'", "x-breed"),
        ("data['expected']['body'] = '{\"dogs\":[]}'", "dogs"),
        ("del data['expected']['body']", "passed"),
        ("data['expected']['bodySchema'] = '{\"type\":\"array\"}'", "by the schema that a hook gave: "),
        ("data['expected']['bodySchema'] = '{\"type\":\"object\"}'", "passed"),
    ] {
        let told =
            tried("listDogs/200/*", &format!("if event == 'beforeEach': {body}")).join("\n").to_lowercase();
        assert!(told.contains(&verdict.to_lowercase()), "{body}: {told}");
    }
}

#[test]
fn the_response_can_be_evened_out_before_it_is_judged() {
    let body = "if event == 'beforeEachValidation':\n    data['real']['body'] = data['real']['body'].replace('Rex', 'Max')";
    let told = tried("listDogs/200/*", body);
    assert!(told[0].contains("name"), "{told:?}");
}

#[test]
fn another_server_can_be_named() {
    let told = tried("listDogs/200/*", "if event == 'beforeEach': data['host'] = 'localhost'");
    assert_eq!(told, ["listDogs/200/ok: passed"]);
    let scripted = Scripted::new("if event == 'beforeEach': data['port'] = '1'");
    let run = scripted.run("listDogs/200/*", &[]);
    assert_eq!(run.code, 2);
    assert!(run.out.contains(":1: Connection refused"), "{}", run.all());
}

#[test]
fn what_before_all_appends_runs_and_what_it_changes_counts() {
    let body = "import copy, json\nif event == 'beforeAll':\n    again = copy.deepcopy(data[0])\n    \
        again['fullPath'] = '/nowhere'\n    data.append(again)\n    data[0]['request']['headers']['Authorization'] = 'Bearer admin'\n    \
        data.append({'name': 'Mine', 'protocol': data[0]['protocol'], 'host': data[0]['host'], 'port': data[0]['port'],\n      \
        'fullPath': '/dogs', 'request': {'method': 'GET', 'uri': '/dogs', 'headers': {}, 'body': ''},\n      \
        'expected': {'statusCode': '200', 'headers': {'Content-Type': 'application/json'}}, 'origin': {}, 'skip': False})";
    assert_eq!(
        tried("whoAmI/200/guest", body),
        [
            "whoAmI/200/guest: failed: `/name` is \"admin\", and \"guest\" in the example",
            "whoAmI/200/guest/appended_1: failed: `whoAmI` answered 404, which it does not document, instead of 200",
            "GET /dogs/appended_2: passed",
        ]
    );
}

#[test]
fn transactions_keep_what_is_theirs_when_before_all_reorders_them() {
    let told = tried("deleteDog/*", "if event == 'beforeAll': data.reverse()");
    assert_eq!(told, ["deleteDog/404/unknown: passed", "deleteDog/204: passed"]);
}

#[test]
fn a_change_that_makes_no_sense_is_an_error_that_says_so() {
    for (body, words) in [
        ("data['request']['method'] = 7", "`request.method` must be text"),
        ("data['request']['body'] = {'a': 1}", "`request.body` must be text: turn it into JSON text first"),
        ("data['request'] = 'x'", "`request` must be an object"),
        ("data['request']['headers'] = ['x']", "`request.headers` must be an object of names and values"),
        ("data['expected']['statusCode'] = 'fine'", "`expected.statusCode` must be a status code"),
        ("data['fullPath'] = 'dogs'", "`fullPath` must begin with `/`, and is `dogs`"),
        ("data['expected']['bodySchema'] = '{'", "`expected.bodySchema` is no JSON schema"),
        ("data = [1]", "the transaction must stay an object"),
    ] {
        let scripted = Scripted::new(&format!("if event == 'beforeEach': {body}"));
        let run = scripted.run("listDogs/200/*", &[]);
        assert_eq!(run.code, 2, "{body}: {}", run.all());
        let told = told(&scripted.transactions()[0]);
        assert!(told.contains(&format!("error: a hook made a mistake: {words}")), "{body}: {told}");
    }
    let scripted = Scripted::new("if event == 'beforeAll': data = {}");
    let run = scripted.run("listDogs/200/*", &[]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("beforeAll hooks made of the list of transactions something else"),
        "{}",
        run.all()
    );
}
