//! `-j` with `--server`: a server, a database and a hook handler for each slot.

use std::time::Instant;

use super::visits::Visits;

const SERVER: [&str; 4] = ["--server", "VISITS --port {port}", "--database", "sqlite"];

#[test]
fn each_slot_has_a_server_and_a_database_of_its_own() {
    let visits = Visits::new();
    // By the command line, and by the variable.
    for server in ["VISITS --port {port}", "VISITS"] {
        let told = visits.run(&["--server", server, "--database", "sqlite", "-j", "4"]);
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{server}: {}", told.all());
        assert!(told.out.contains("9 passed"), "{}", told.all());
        assert!(
            told.out.contains(", named by DATABASE_URL, restored in place, 4 slots"),
            "{server}: {}",
            told.all()
        );
        let (slots, databases) = (visits.answered("slot"), visits.answered("database"));
        assert!(slots.len() > 1, "the work is divided: {slots:?}");
        assert_eq!(slots.len(), databases.len(), "{databases:?}");
        visits.assert_all_have_ended(4);
    }
}

#[test]
fn verdicts_do_not_depend_on_the_number_of_slots_nor_on_the_order() {
    let visits = Visits::new();
    let mut verdicts = Vec::new();
    for slots in ["1", "2", "4"] {
        for order in ["document", "random:3", "random:4"] {
            let told = visits.run(&[&SERVER[..], &["-j", slots, "--order", order]].concat());
            assert_eq!((told.code, told.err.as_str()), (0, ""), "{slots} {order}: {}", told.all());
            verdicts.push(visits.verdicts());
        }
    }
    verdicts.dedup();
    assert_eq!(verdicts.len(), 1, "{verdicts:?}");
}

#[test]
fn each_server_goes_by_the_base_url_so_that_answers_and_reports_are_the_same() {
    let visits = Visits::new();
    let told = visits.run(&[&SERVER[..], &["-j", "4"]].concat());
    assert_eq!(told.code, 0, "{}", told.all());
    assert!(visits.answered("slot").len() > 1, "{}", told.all());
    let host = format!("127.0.0.1:{}", visits.port);
    assert_eq!(visits.answered("host"), std::slice::from_ref(&host));
    let report = visits.report();
    for transaction in report["transactions"].as_array().expect("a list") {
        let url = transaction["request"]["url"].as_str().expect("a URL");
        assert_eq!(url, format!("http://{host}/visits"));
    }
}

#[test]
fn hooks_of_an_example_are_run_by_the_handler_of_its_slot() {
    let visits = Visits::new();
    let told = visits.run_with_hooks(
        "import json, os\nimport dredd_hooks as hooks\n\
         slot, url = os.environ['TRIBUNAL_SLOT'], os.environ['DATABASE_URL']\n\
         def seen(t):\n\
         \x20   body = json.loads(t['real']['body'])\n\
         \x20   if (body['slot'], body['database']) != (slot, url):\n\
         \x20       t['fail'] = 'slot %s of %s, handler %s' % (body['slot'], body['database'], slot)\n\
         @hooks.before_each_validation\ndef b(t):\n    seen(t)\n\
         @hooks.after_each\ndef a(t):\n    seen(t)\n",
        &[&SERVER[..], &["-j", "4"]].concat(),
    );
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{}", told.all());
    assert!(visits.answered("slot").len() > 1, "{}", told.all());
}

#[test]
fn what_before_all_makes_through_its_own_server_is_the_baseline_of_its_slot() {
    let visits = Visits::new();
    let hooks = "import json, urllib.request\nimport dredd_hooks as hooks\n\
         @hooks.before_all\ndef first(ts):\n\
         \x20   url = 'http://%s:%s/visits' % (ts[0]['host'], ts[0]['port'])\n\
         \x20   urllib.request.urlopen(urllib.request.Request(url, b'{\"name\": \"zoe\"}', method='POST')).read()\n\
         @hooks.before_each_validation\ndef later(t):\n\
         \x20   body = json.loads(t['real']['body'])\n\
         \x20   key = 'visits' if 'visits' in body else 'id'\n\
         \x20   body[key] -= 1\n\
         \x20   t['real']['body'] = json.dumps(body)\n";
    for slots in ["1", "3"] {
        let told = visits.run_with_hooks(hooks, &[&SERVER[..], &["-j", slots]].concat());
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{slots}: {}", told.all());
    }
}

#[test]
fn handlers_that_take_their_time_to_end_do_so_together() {
    let visits = Visits::new();
    let hooks =
        "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.signal = lambda *_: None\n";
    let took = |slots: &str| {
        let begun = Instant::now();
        let told = visits.run_with_hooks(hooks, &[&SERVER[..], &["-j", slots]].concat());
        assert_eq!((told.code, told.err.as_str()), (0, ""), "{slots}: {}", told.all());
        begun.elapsed()
    };
    let (one, four) = (took("1"), took("4"));
    assert!(one.as_secs() >= 5, "the time a handler has: {one:?}");
    assert!(four < one * 2, "one after another that would be four times as long: {four:?} after {one:?}");
}

#[test]
fn a_handler_that_takes_no_port_means_one_slot() {
    let visits = Visits::new();
    visits.write("hooks.txt", "def on(event, data, wire):\n    return data\n");
    let scripted = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/self_proof/handlers/scripted.py");
    let port = crate::place::free_port().to_string();
    let language = format!("python3 '{scripted}' {port}");
    let hooks = ["--hookfiles", "hooks.txt", "--language", &language, "--hooks-port", &port];
    let told = visits.run(&[&SERVER[..], &hooks, &["-j", "4"]].concat());
    assert_eq!(told.code, 0, "{}", told.all());
    assert_eq!(
        told.err.matches("is one process on one port, so there is 1 slot").count(),
        1,
        "{}",
        told.all()
    );
    assert!(told.out.contains("restored in place, 1 slot\n"), "{}", told.all());
}

#[test]
fn a_server_that_ignores_its_port_is_told_how_it_learns_of_it() {
    let visits = Visits::new();
    let fixed = format!("VISITS --port {}", visits.port);
    let elsewhere = format!("{fixed} elsewhere");
    for (server, words) in [
        (&fixed, "of slot 2 ended with exit code 1 before it answered at http://127.0.0.1:3"),
        (&elsewhere, "of slot 2 did not answer at http://127.0.0.1:3"),
    ] {
        let begun = Instant::now();
        let told = visits.run(&["--server", server, "--database", "sqlite", "-j", "2", "--server-wait", "4"]);
        assert_eq!((told.code, told.out.as_str()), (2, ""), "{}", told.all());
        assert!(told.err.contains(words), "{}", told.all());
        assert!(
            told.err.contains(
                "with -j 2 there is a server for each slot, and each must listen on its own port, told by `{port}` in \
                 the command and by the variable PORT; it said:\nslot 2 opens"
            ),
            "{}",
            told.all()
        );
        assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
        visits.assert_all_have_ended(2);
    }
}

#[test]
fn one_that_dies_is_told_with_its_own_last_words() {
    let visits = Visits::new();
    let told = visits.run(&["--server", "VISITS dies", "--database", "sqlite", "-j", "2"]);
    assert_eq!(told.code, 2, "{}", told.all());
    let dead: Vec<&str> = ["1", "2"]
        .into_iter()
        .filter(|slot| {
            told.err.contains(&format!(
                "of slot {slot} ended with exit code 7 during the run; it said:\nslot {slot} opens\nslot {slot} leaves"
            ))
        })
        .collect();
    assert!(!dead.is_empty(), "{}", told.all());
    assert_eq!(told.err.matches("during the run").count(), dead.len(), "{}", told.all());
    visits.assert_all_have_ended(2);
}

#[test]
fn what_servers_print_is_repeated_with_their_slots() {
    let visits = Visits::new();
    let told = visits.run(&[&SERVER[..], &["-j", "2", "--show-output"]].concat());
    let mut lines: Vec<&str> = told.err.lines().collect();
    lines.sort_unstable();
    assert_eq!((told.code, lines), (0, vec!["slot 1: slot 1 opens", "slot 2: slot 2 opens"]));
}

#[test]
fn all_servers_end_with_an_interrupted_run() {
    let visits = Visits::new();
    let args = [&SERVER[..], &["-j", "4", "--timeout", "3600"]].concat();
    for (signal, code) in [("-INT", Some(2)), ("-KILL", None)] {
        let mut run = visits.started("slow.yaml", &args, "ids-4");
        super::until("the request is in flight", || {
            (1..=4).any(|slot| visits.path(&format!("busy-{slot}")).exists())
        });
        let kill = std::process::Command::new("kill").args([signal, &run.id().to_string()]).status();
        assert!(kill.expect("kill").success());
        assert_eq!(run.wait().expect("ended").code(), code);
        visits.assert_all_have_ended(4);
        for slot in 1..=4 {
            for name in ["ids", "busy"] {
                std::fs::remove_file(visits.path(&format!("{name}-{slot}"))).ok();
            }
        }
    }
}

#[test]
fn a_database_that_stands_is_one_slot() {
    let visits = Visits::new();
    let url = format!("sqlite:{}", visits.path("visits.db").display());
    let told = visits.run(&["--server", "VISITS", "--database", &url, "-j", "4"]);
    assert_eq!(told.code, 0, "{}", told.all());
    assert_eq!(
        told.err,
        format!(
            "tribunal: -j 4: `{url}` is one database, so there is 1 slot; --database auto gives each slot a new one\n"
        )
    );
    assert!(told.out.contains(", restored in place, 1 slot\n"), "{}", told.all());
}

#[test]
fn without_a_reset_one_server_takes_several_at_once() {
    let visits = Visits::new();
    let told = visits.run(&["--server", "VISITS", "--reset", "none", "-j", "4", "--only", "countVisits/*"]);
    assert!(told.err.is_empty(), "{}", told.all());
    assert!(!visits.path("ids-2").exists(), "{}", told.all());
    visits.assert_all_have_ended(1);
}
