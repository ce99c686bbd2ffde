//! Hooks in Node.js: files with `require('hooks')` run as they are.

use super::{told, transactions};
use crate::{
    kennel::Kennel,
    place::{Place, Told, free_port},
};

struct Node(Place);

impl Node {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Place::of(Kennel::healthy());
        for (name, text) in files {
            place.write(name, text);
        }
        Self(place)
    }

    fn run(&self, only: &str, more: &[&str]) -> Told {
        let only: Vec<&str> = only.split(' ').flat_map(|only| ["--only", only]).collect();
        let port = free_port().to_string();
        let args = [
            "run",
            "kennel.yaml",
            "URL",
            "--header",
            "Authorization: Bearer guest",
            "--hookfiles",
            "*hooks*",
        ];
        let args =
            [&args[..], &["--hooks-port", &port, "--reporter", "console", "--reporter", "json:report.json"]];
        self.0.tribunal(&[&args.concat()[..], &only, more].concat())
    }

    fn verdicts(&self) -> Vec<String> {
        transactions(&self.0).iter().map(told).collect()
    }
}

#[test]
fn hooks_run_in_dredds_order_synchronous_by_callback_or_by_promise() {
    let node = Node::new(&[(
        "hooks.js",
        "const hooks = require('hooks');
         const { before, after, beforeAll, afterAll, beforeEach, afterEach, beforeValidation, beforeEachValidation } = hooks;
         const name = '/dogs > GET > 200 > application/json';
         afterAll((all) => hooks.log('afterAll', all.length, all[0].test.status));
         afterEach((t) => hooks.log('afterEach'));
         after(name, (t, done) => setTimeout(() => { hooks.log('after'); done(); }, 1));
         beforeValidation('listDogs/*', async (t) => { await null; hooks.log('beforeValidation', t.real.statusCode); });
         beforeEachValidation((t) => new Promise((r) => setTimeout(r, 1)).then(() => hooks.log('beforeEachValidation')));
         before('/dogs > GET*', (t) => hooks.log('before', hooks.transactions[name].id));
         beforeEach((t, done) => { hooks.log('beforeEach'); done(); });
         beforeAll((all, done) => { hooks.log('beforeAll', hooks.configuration.custom.vet, hooks.configuration.endpoint); done(); });",
    )]);
    let run = node.run("listDogs/*", &["--custom", "vet:Smith"]);
    assert_eq!(run.code, 0, "{}", run.all());
    let url = {
        use tribunal::run::Instance as _;
        node.0.kennel.base_url().to_owned()
    };
    let logged: Vec<&str> =
        run.err.lines().filter_map(|line| line.strip_prefix("tribunal: hook: ")).collect();
    assert_eq!(
        logged,
        [
            &format!("beforeAll Smith {url}"),
            "beforeEach",
            "before GET (200) /dogs",
            "beforeEachValidation",
            "beforeValidation 200",
            "after",
            "afterEach",
            "afterAll 1 pass",
        ]
    );
}

#[test]
fn files_load_in_the_order_of_their_names_and_modules_before_them() {
    let node = Node::new(&[
        ("b_hooks.js", "require('hooks').beforeEach(() => require('hooks').log('b', global.loaded));"),
        ("a_hooks.mjs", "import hooks, { beforeEach } from 'hooks'; beforeEach(() => { hooks.log('a'); });"),
        ("first.js", "global.loaded = 'first';"),
    ]);
    let run = node.run("listDogs/*", &["--require", "./first.js"]);
    assert_eq!(
        (run.code, run.err.as_str()),
        (0, "tribunal: hook: a\ntribunal: hook: b first\n"),
        "{}",
        run.all()
    );
}

#[test]
fn a_failed_assertion_fails_its_transaction_and_anything_else_thrown_is_an_error() {
    let node = Node::new(&[(
        "hooks.js",
        "const { before, after, beforeEachValidation } = require('hooks');
         const assert = require('assert');
         before('listDogs/*', () => assert.strictEqual(1, 2, 'one is two'));
         after('createDog/201/beagle', (t, done) => setTimeout(() => { assert(false, 'later'); done(); }, 1));
         before('createDog/201/poodle', async () => { throw new TypeError('no poodle'); });
         before('createDog/400/*', () => { undefined.bark(); });
         before('createDog/409/*', (t, done) => setTimeout(() => done(new Error('by callback')), 1));
         before('deleteDog/204', (t, done) => {});",
    )]);
    let run = node.run("listDogs/* createDog/201/* createDog/40* deleteDog/204", &["--hooks-timeout", "4"]);
    assert_eq!(run.code, 2, "{}", run.all());
    let verdicts = node.verdicts();
    for (told, words) in verdicts.iter().zip([
        "listDogs/200/ok: failed: Failed in before hook: Failed assertion in hooks: one is two",
        "createDog/201/beagle: failed: Failed in after hook: Failed assertion in hooks: later",
        "createDog/201/poodle: error: hook before(\"createDog/201/poodle\") at hooks.js:5: TypeError: no poodle",
        "createDog/400/nameless: error: hook before(\"createDog/400/*\") at hooks.js:6: TypeError: ",
        "createDog/409/duplicate: error: hook before(\"createDog/409/*\") at hooks.js:7: Error: by callback",
        "deleteDog/204: failed: Failed in before hook: Hook timed out.",
    ]) {
        assert!(told.starts_with(words), "{told}\ninstead of\n{words}");
    }
}

#[test]
fn a_name_that_no_transaction_has_stops_the_run_with_near_ones() {
    let node = Node::new(&[(
        "hooks.js",
        "\nrequire('hooks').after('/dogs > GET > 200 > application/jsom', () => {});",
    )]);
    let run = node.run("listDogs/*", &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.all());
    let words = "hooks.js:2: hook after(\"/dogs > GET > 200 > application/jsom\") matches no transaction; \
                 near misses: `/dogs > GET > 200 > application/json`";
    assert!(run.err.contains(words), "{}", run.all());
}

#[test]
fn a_file_that_cannot_be_loaded_stops_the_run_with_its_error() {
    let node = Node::new(&[("hooks.js", "require('hooks').before('listDogs/*', 'no function');")]);
    let run = node.run("listDogs/*", &[]);
    assert_eq!(run.code, 2, "{}", run.all());
    assert!(run.err.contains("the hook handler `node` ended with exit code 1"), "{}", run.all());
    assert!(run.err.contains("before(\"listDogs/*\"): a hook is a function"), "{}", run.all());
}

#[test]
fn each_slot_has_a_handler_of_its_own() {
    let node =
        Node::new(&[("hooks.js", "require('hooks').beforeAll(() => require('hooks').log(process.pid));")]);
    let run = node.run("listDogs/* whoAmI/200/guest", &["-j", "3"]);
    assert_eq!(run.code, 0, "{}", run.all());
    let mut handlers: Vec<&str> = run.err.lines().collect();
    handlers.sort_unstable();
    handlers.dedup();
    assert_eq!(handlers.len(), 3, "{}", run.all());
}
