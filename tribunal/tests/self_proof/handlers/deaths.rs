//! Handlers that do not answer as they should: each has its message and its exit code.

use std::time::Instant;

use super::{Scripted, told};
use crate::{kennel::Kennel, place::Place};

fn verdicts(scripted: &Scripted) -> Vec<String> {
    scripted.transactions().iter().map(told).collect()
}

#[test]
fn a_reply_that_does_not_come_in_time_fails_its_transaction_and_a_late_one_counts_for_none() {
    let scripted = Scripted::new(
        "if event == 'beforeEach' and data['tribunalId'] == 'listDogs/200/ok':\n    wire.wait(3.5)\n    data['skip'] = True",
    );
    let run = scripted.run("listDogs/200/* whoAmI/200/guest", &["--hooks-timeout", "3"]);
    assert_eq!(run.code, 1, "{}", run.all());
    assert_eq!(
        verdicts(&scripted),
        ["listDogs/200/ok: failed: Failed in before hook: Hook timed out.", "whoAmI/200/guest: passed"]
    );
}

#[test]
fn no_answer_to_before_all_stops_the_run() {
    let scripted = Scripted::new("if event == 'beforeAll': wire.wait(60)");
    let run = scripted.run("listDogs/200/*", &["--hooks-timeout", "0.3"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.all());
    assert!(
        run.err
            .contains("the beforeAll hooks did not answer within 300ms; --hooks-timeout gives them longer"),
        "{}",
        run.all()
    );
}

#[test]
fn no_answer_to_after_all_is_an_error_of_the_run() {
    let scripted = Scripted::new("if event == 'afterAll': wire.wait(60)");
    let run = scripted.run("listDogs/200/*", &["--hooks-timeout", "0.3"]);
    assert_eq!(run.code, 2, "{}", run.all());
    assert!(run.out.contains("the afterAll hooks did not answer within 300ms"), "{}", run.all());
}

#[test]
fn a_handler_that_dies_stops_the_run_and_its_last_words_are_shown() {
    for (act, ending) in [
        ("wire.die(3, 'RuntimeError: no database')", "ended with exit code 3"),
        ("wire.die(0, 'RuntimeError: no database')", "ended with exit code 0"),
        ("print('RuntimeError: no database', flush=True); wire.killed()", "was ended by signal 9"),
    ] {
        let scripted = Scripted::new(&format!("if event == 'beforeEachValidation': {act}"));
        let run = scripted.run("listDogs/200/* deleteDog/*", &[]);
        assert_eq!(run.code, 2, "{}", run.all());
        let verdicts = verdicts(&scripted);
        assert!(verdicts[0].contains("error: the hook handler `python3"), "{verdicts:?}");
        assert!(verdicts[0].contains(&format!("{ending} during beforeEachValidation")), "{verdicts:?}");
        // Of one that was killed, the shell has the last word.
        let last = if ending.contains("signal") { ": Killed" } else { ": RuntimeError: no database" };
        assert!(verdicts[0].ends_with(last), "{verdicts:?}");
        assert!(verdicts[1].starts_with("deleteDog/204: skipped: "), "nothing else is tried: {verdicts:?}");
        assert!(run.err.contains("; it said:\n    RuntimeError: no database"), "{}", run.all());
    }
}

#[test]
fn a_handler_that_talks_nonsense_stops_the_run() {
    for (raw, shown) in [("!!! {\\n", "`!!! {`"), ("\\x00\\x01\\n", "`\\0\\u{1}`")] {
        let scripted = Scripted::new(&format!("if event == 'beforeEach': wire.raw('{raw}')"));
        let run = scripted.run("listDogs/200/* deleteDog/*", &[]);
        assert_eq!(run.code, 2, "{}", run.all());
        let verdicts = verdicts(&scripted);
        let words = format!("answered beforeEach with what is no JSON message: {shown}");
        assert!(verdicts[0].contains(&words), "{verdicts:?}");
        assert!(verdicts[1].starts_with("deleteDog/204: skipped: "), "{verdicts:?}");
    }
}

#[test]
fn messages_that_answer_nothing_are_left_out() {
    let scripted =
        Scripted::new("wire.raw('{\"uuid\":\"other\",\"data\":{\"skip\":true}}\\n\\n{}\\n[]\\n7\\n')");
    let run = scripted.run("listDogs/200/*", &[]);
    assert_eq!(run.code, 0, "{}", run.all());
}

#[test]
fn a_closed_connection_is_the_error_of_one_transaction_while_the_handler_lives() {
    let scripted = Scripted::new(
        "if event == 'beforeEach' and data['tribunalId'] == 'listDogs/200/ok':\n    \
         print('AssertionError: two dogs', flush=True)\n    wire.close()",
    );
    let run = scripted.run("listDogs/200/* deleteDog/204*", &[]);
    assert_eq!(run.code, 2, "{}", run.all());
    let verdicts = verdicts(&scripted);
    assert!(
        verdicts[0].contains("closed the connection during beforeEach, as it does when a hook fails"),
        "{verdicts:?}"
    );
    assert!(verdicts[0].contains("AssertionError: two dogs"), "{verdicts:?}");
    assert_eq!(verdicts[1], "deleteDog/204: passed", "the next one has a new connection");
}

#[test]
fn a_handler_that_never_listens_is_waited_for_and_told_of() {
    let place = Place::of(Kennel::healthy());
    place.write("hooks.txt", "");
    let port = crate::place::free_port().to_string();
    let run = |language: &str, limit: &str| {
        let args = ["run", "kennel.yaml", "URL", "--hookfiles", "hooks.txt", "--hooks-port", &port];
        place.tribunal(&[&args[..], &["--language", language, "--hooks-connect-timeout", limit]].concat())
    };
    let started = Instant::now();
    let told = run("echo starting; sleep 600;", "2");
    assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
    let words = format!(
        "did not listen on 127.0.0.1:{port} within 2s (--hooks-connect-timeout); it said:\n    starting"
    );
    assert!(told.err.contains(&words), "{}", told.all());
    // It is not waited for: neither the handler nor what it has started.
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    let told = run("sh -c 'echo no such file >&2; exit 4'", "30");
    assert_eq!(told.code, 2);
    let words =
        format!("ended with exit code 4 before it listened on 127.0.0.1:{port}; it said:\n    no such file");
    assert!(told.err.contains(&words), "{}", told.all());
    let told = run("no-such-handler --fast", "30");
    assert_eq!(told.code, 2);
    assert!(
        told.err.contains("the hook handler `no-such-handler --fast` ended with exit code 127"),
        "{}",
        told.all()
    );
}

#[test]
fn hooks_that_cannot_run_are_told_before_anything_is_sent() {
    let place = Place::of(Kennel::healthy());
    place.write("hooks.rb", "");
    let run = |more: &[&str]| place.tribunal(&[&["run", "kennel.yaml", "URL"], more].concat());
    let told = run(&["--hookfiles", "nowhere/*.py"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("--hookfiles `nowhere/*.py`: no such file in"), "{}", told.all());
    let told = run(&["--hookfiles", "hooks.rb", "--language", "perl"]);
    assert_eq!(told.code, 2);
    let words = "hooks in perl need `dredd-hooks-perl`, which is not on PATH: cpanm Dredd::Hooks";
    assert!(told.err.contains(words), "{}", told.all());
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let told = run(&["--hookfiles", "hooks.rb", "--language", "true", "--hooks-port", &port]);
    assert_eq!(told.code, 2);
    assert!(
        told.err.contains(&format!("another program listens on 127.0.0.1:{port} already")),
        "{}",
        told.all()
    );
}
