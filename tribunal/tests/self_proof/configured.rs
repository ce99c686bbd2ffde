//! Options from `dredd.yml` and `tribunal.toml`, and `tribunal init`.

use tribunal::run::Instance;

use crate::{kennel::Kennel, place::Place};

fn place(files: &[(&str, &str)]) -> Place {
    let place = Place::of(Kennel::healthy());
    for (name, text) in files {
        place.write(name, text);
    }
    place
}

/// Every option that Dredd 14 knows, with the values that `dredd init` writes where it writes any.
const EVERY_OPTION: &str = "\
color: true
dry-run: null
hookfiles: hooks.js
language: nodejs
require: null
server: null
server-wait: 3
init: false
custom: {vet: Smith}
names: false
only: ['/dogs > GET > 200 > application/json']
reporter: [xunit, html]
output: [out.xml, out.html]
header: ['X-Trace: yes']
sorted: true
user: 'me:secret'
inline-errors: true
details: true
method: [GET]
loglevel: warning
path: []
hooks-worker-timeout: 5000
hooks-worker-connect-timeout: 1500
hooks-worker-connect-retry: 500
hooks-worker-after-connect-wait: 100
hooks-worker-term-timeout: 5000
hooks-worker-term-retry: 500
hooks-worker-handler-host: 127.0.0.1
hooks-worker-handler-port: PORT
config: ./dredd.yml
blueprint: kennel.yaml
endpoint: 'URL'
";

#[test]
fn a_dredd_yml_is_read_as_it_is() {
    let port = crate::place::free_port().to_string();
    let hooks = "const hooks = require('hooks');
        hooks.beforeEach((t) => hooks.log(t.name, t.request.headers['X-Trace'], t.request.headers.Authorization, hooks.configuration.custom.vet));";
    let place = place(&[("dredd.yml", &EVERY_OPTION.replace("PORT", &port)), ("hooks.js", hooks)]);
    let told = place.tribunal(&["run"]);
    assert_eq!(told.code, 0, "{}", told.all());
    let lines: Vec<&str> = told.err.lines().collect();
    assert_eq!(
        lines,
        [
            "tribunal: dredd.yml: `details`: --reporter json:FILE holds every request and response",
            "tribunal: dredd.yml: `inline-errors` has no effect: each failure is told on its own, in the document's order",
            "tribunal: hook: /dogs > GET > 200 > application/json yes Basic bWU6c2VjcmV0 Smith",
        ]
    );
    assert!(told.out.contains("1 passed"), "{}", told.all());
    assert!(place.read("out.xml").contains("<testsuite"));
    assert!(place.read("out.html").starts_with("<!doctype html>"));
}

#[test]
fn what_stands_on_the_command_line_has_precedence() {
    let place =
        place(&[("dredd.yml", "blueprint: kennel.yaml\nendpoint: 'http://127.0.0.1:1'\nonly: [nothing]\n")]);
    let told = place.tribunal(&["run", "--only", "listDogs/*", "--names"]);
    assert_eq!(
        (told.code, told.out.as_str()),
        (0, "/dogs > GET > 200 > application/json\n"),
        "{}",
        told.all()
    );
    // A document there says that the folder's file is not meant.
    let told = place.tribunal(&["run", "kennel.yaml", "URL", "--only", "listDogs/*"]);
    assert_eq!(told.code, 0, "{}", told.all());
}

#[test]
fn our_own_file_comes_first_and_any_can_be_named() {
    let place = place(&[
        ("tribunal.toml", "document = 'kennel.yaml'\nbase-url = 'URL'\nonly = ['listDogs/*']\n"),
        ("dredd.yml", "blueprint: nowhere.yaml\n"),
        ("other.yml", "blueprint: kennel.yaml\nendpoint: 'URL'\nonly: '/dogs/{id} > DELETE > 204'\n"),
    ]);
    let told = place.tribunal(&["run"]);
    assert!(told.code == 0 && told.out.contains("1 passed"), "{}", told.all());
    let told = place.tribunal(&["run", "--config", "other.yml", "--dry-run"]);
    assert_eq!((told.code, told.out.as_str()), (0, "DELETE /dogs/1  deleteDog/204\n"), "{}", told.all());
}

#[test]
fn what_is_wrong_with_a_file_is_one_message() {
    for (name, text, words) in [
        (
            "tribunal.toml",
            "documnet = 'x'",
            "tribunal.toml: there is no option `documnet`; `document` is the nearest",
        ),
        ("tribunal.toml", "document = ", "tribunal.toml: TOML parse error at line 1"),
        ("dredd.yml", "- 1", "dredd.yml: it must be a list of options and values"),
        ("dredd.yml", "blueprint: [", "dredd.yml: line 2, column 1: while parsing a node"),
        ("dredd.yml", "only: a\nonly: b", "dredd.yml: line 2, column 1: duplicate key \"only\""),
        ("dredd.yml", "", "dredd.yml: line 1, column 1: the document is empty"),
        ("dredd.yml", "blueprint: {a: 1}", "dredd.yml: `blueprint` must be text or a list of texts"),
        ("dredd.yml", "server-wait: soon", "dredd.yml: `server-wait` must be a number, not `soon`"),
        ("dredd.yml", "blueprint: kennel.yaml", "BASE-URL"),
        (
            "tribunal.toml",
            "document = 'kennel.yaml'\nbase-url = 'URL'\norder = 'backwards'",
            "`backwards` is no order",
        ),
    ] {
        let told = place(&[(name, text)]).tribunal(&["run"]);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{text}: {}", told.all());
        assert!(told.err.contains(words), "{text}: {}", told.all());
    }
    let told = place(&[]).tribunal(&["run", "--config", "nowhere.yml"]);
    assert!(told.code == 2 && told.err.contains("nowhere.yml: No such file"), "{}", told.all());
}

#[test]
fn options_of_the_past_and_of_nowhere_are_named_and_do_no_harm() {
    let text = "blueprint: kennel.yaml\nendpoint: 'URL'\nonly: ['/dogs > GET > 200 > application/json']\nsandbox: true\n\
                hooks-worker-term-retry: 900\nreporter: [nyan, apiary, cli, dot]\nhookfile: x.js\nq: true\n";
    let told = place(&[("dredd.yml", text)]).tribunal(&["run"]);
    assert_eq!(told.code, 0, "{}", told.all());
    assert!(told.out.starts_with(".\n"), "`dot` is there: {}", told.all());
    assert_eq!(told.err.lines().count(), 5, "{}", told.err);
    for words in [
        "`sandbox` has no effect: hooks are never run in a sandbox",
        "`hooks-worker-term-retry` has no effect: nothing sleeps a fixed time here",
        "`reporter: nyan`: the console shows a progress bar instead",
        "`reporter: apiary`: Apiary no longer takes reports",
        "`hookfile` has no effect: it is no option of Dredd 14",
    ] {
        assert!(told.err.contains(words), "{words}: {}", told.all());
    }
}

#[test]
fn init_writes_a_file_that_run_reads_to_the_same_effect() {
    let port = crate::place::free_port().to_string();
    let hooks = "require('hooks').beforeEach((t) => { t.skip = false; });";
    let place = place(&[("dredd.yml", &EVERY_OPTION.replace("PORT", &port)), ("hooks.js", hooks)]);
    let told = place.tribunal(&["init"]);
    assert_eq!(
        (told.code, told.out.as_str()),
        (0, "tribunal.toml is written from dredd.yml; `tribunal run` reads it in its folder\n"),
        "{}",
        told.all()
    );
    let written = place.read("tribunal.toml");
    for line in [
        "document = \"kennel.yaml\"",
        &format!("base-url = \"{}\"", place.kennel.base_url()),
        "hookfiles = [\"hooks.js\"]",
        "hooks-timeout = 5",
        "header = [\"X-Trace: yes\", \"Authorization: Basic bWU6c2VjcmV0\"]",
        "order = \"sorted\"",
        "reporter = [\"console\", \"junit:out.xml\", \"html:out.html\"]",
        "# database = \"auto\"",
        "custom = [\"vet:Smith\"]",
        "method = [\"GET\"]",
    ] {
        assert!(written.lines().any(|written| written == line), "{line} is not in\n{written}");
    }
    let told = place.tribunal(&["run"]);
    assert!(told.code == 0 && told.out.contains("1 passed"), "{}", told.all());
    let told = place.tribunal(&["init"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("tribunal.toml is there already; --force replaces it"), "{}", told.all());
    assert_eq!(place.tribunal(&["init", "--force"]).code, 0);
}

#[test]
fn init_for_a_document_and_without_anything() {
    let place = place(&[("openapi.yaml", crate::kennel::DOCUMENT)]);
    let told = place.tribunal(&["init"]);
    assert_eq!(told.code, 0, "{}", told.all());
    let written = place.read("tribunal.toml");
    assert!(
        written.contains("document = \"openapi.yaml\"\n") && written.contains("# server = "),
        "{written}"
    );
    let empty = tempfile::tempdir().expect("a folder");
    let told = crate::place::tribunal(empty.path(), ["init".to_owned()]);
    assert!(told.code == 2 && told.err.contains("name the document"), "{}", told.all());
}
