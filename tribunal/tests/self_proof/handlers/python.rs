//! Hooks in Python, by the handler that Dredd's users have: `dredd_hooks` from `PyPI`.

use std::process::Command;

use super::{told, transactions};
use crate::{
    kennel::Kennel,
    place::{self, Place, Told, free_port, with_programs},
};

struct Python(Place);

impl Python {
    fn new(hooks: &str) -> Self {
        let place = Place::of(Kennel::healthy());
        place.write("hooks.py", hooks);
        Self(place)
    }

    fn run(&self, only: &str, more: &[&str]) -> Told {
        let (port, url) = (free_port().to_string(), {
            use tribunal::run::Instance as _;
            self.0.kennel.base_url().to_owned()
        });
        let output = Command::new(env!("CARGO_BIN_EXE_tribunal"))
            .current_dir(self.0.folder.path())
            .env("PATH", with_programs("dredd-hooks", "tests/self_proof/handlers/requirements.txt"))
            .args(["run", "kennel.yaml", &url, "--header", "Authorization: Bearer guest"])
            .args(["--hookfiles", "hooks.py", "--language", "python", "--hooks-port", &port])
            .args(["--reporter", "console", "--reporter", "json:report.json"])
            .args(only.split(' ').flat_map(|only| ["--only", only]))
            .args(more)
            .output();
        place::told(output.expect("the binary runs"))
    }

    fn verdicts(&self) -> Vec<String> {
        transactions(&self.0).iter().map(told).collect()
    }
}

#[test]
fn hooks_of_every_kind_run_in_order() {
    let python = Python::new(
        "import dredd_hooks as hooks\n\
         name = '/dogs > GET > 200 > application/json'\n\
         def note(word):\n    open('order', 'a').write(word + ' ')\n\
         @hooks.after_all\ndef g(ts):\n    note('after_all')\n\
         @hooks.after_each\ndef f(t):\n    note('after_each')\n\
         @hooks.after('/dogs > GET > 200 > application/json')\ndef e(t):\n    note('after ' + t['test']['status'])\n\
         @hooks.before_validation(name)\ndef d(t):\n    note('before_validation')\n\
         @hooks.before_each_validation\ndef c(t):\n    note('before_each_validation')\n\
         @hooks.before(name)\ndef b(t):\n    note('before')\n\
         @hooks.before_each\ndef a2(t):\n    note('before_each')\n\
         @hooks.before_all\ndef a(ts):\n    note('before_all %d' % len(ts))\n",
    );
    let run = python.run("listDogs/*", &[]);
    assert_eq!(run.code, 0, "{}", run.all());
    assert_eq!(
        python.0.read("order"),
        "before_all 1 before_each before before_each_validation before_validation after pass after_each after_all "
    );
}

#[test]
fn a_hook_makes_a_transaction_possible_that_the_document_cannot_provoke() {
    let python = Python::new(
        "import dredd_hooks as hooks, json\n\
         @hooks.before('/dogs > POST > 503 > application/json')\n\
         def fire(transaction):\n    transaction['skip'] = False\n    transaction['request']['body'] = json.dumps({})\n    \
         transaction['expected']['statusCode'] = '400'\n    transaction['expected']['body'] = json.dumps({'error': 'x'})\n",
    );
    let run = python.run("createDog/503/*", &[]);
    assert_eq!(python.verdicts(), ["createDog/503/fire: passed"], "{}", run.all());
}

#[test]
fn an_exception_is_the_error_of_its_transaction_with_the_traceback_and_the_run_goes_on() {
    let python = Python::new(
        "import dredd_hooks as hooks\n\
         @hooks.before('/dogs > GET > 200 > application/json')\n\
         def boom(transaction):\n    raise RuntimeError('no vet')\n",
    );
    let run = python.run("listDogs/* deleteDog/*", &[]);
    assert_eq!(run.code, 2, "{}", run.all());
    let verdicts = python.verdicts();
    assert!(verdicts[0].ends_with("as it does when a hook fails: RuntimeError: no vet"), "{verdicts:?}");
    assert!(
        run.err.contains("Traceback") && run.err.contains("hooks.py\", line 4, in boom"),
        "{}",
        run.all()
    );
    assert_eq!(verdicts[1..], ["deleteDog/204: passed", "deleteDog/404/unknown: passed"]);
}

#[test]
fn a_file_that_does_not_load_stops_the_run_with_its_traceback() {
    let python = Python::new("import dredd_hooks\nimport no_such_module\n");
    let run = python.run("listDogs/*", &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.all());
    assert!(run.err.contains("No module named 'no_such_module'"), "{}", run.all());
}

#[test]
fn dead_names_are_read_from_the_file_and_near_ones_are_names_only() {
    let python = Python::new(
        "import dredd_hooks as hooks\n\n\
         @hooks.before('/dogs > Lst dogs > 200')\n\
         @hooks.before('listDogs/200/ok')\n\
         def a(t):\n    pass\n",
    );
    let run = python.run("listDogs/*", &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.all());
    assert!(
        run.err.contains("hooks.py:3: hook before(\"/dogs > Lst dogs > 200\") matches no transaction"),
        "{}",
        run.all()
    );
    // Python's handler knows names only: an id would never be found.
    assert!(
        run.err.contains("hooks.py:4: hook before(\"listDogs/200/ok\") matches no transaction"),
        "{}",
        run.all()
    );
    assert!(!run.err.contains("`listDogs/200/ok`"), "{}", run.all());
}
