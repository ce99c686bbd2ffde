//! Hooks: their order, and what skipping and failing means at each stage.

use std::{
    future::pending,
    sync::{Arc, Mutex},
    time::Duration,
};

use tribunal::{
    hooks::{Exchange, Hooks, Stage, done},
    plan::Actor,
    result::{RunResult, Verdict},
    run::{RunError, RunOptions, Session},
    transport::Headers,
};

use crate::kennel::{
    Kennel, Running,
    trial::{self, only, options, told, tried},
};

const STAGES: [Stage; 6] = [
    Stage::BeforeEach,
    Stage::Before,
    Stage::BeforeEachValidation,
    Stage::BeforeValidation,
    Stage::After,
    Stage::AfterEach,
];

type Log = Arc<Mutex<Vec<String>>>;

/// Hooks at all eight stages that write down that they ran; in the six of a transaction they then do `act`.
fn logging(log: &Log, act: fn(&mut Exchange)) -> Hooks<Running> {
    let note = |log: &Log, text: &str| log.lock().expect("no test panics here").push(text.to_owned());
    let hook = |stage: Stage| {
        let log = log.clone();
        move |exchange: &mut Exchange| {
            assert_eq!(exchange.stage(), stage);
            note(&log, stage.name());
            act(exchange);
        }
    };
    let [each, before, each_validation, validation, after, after_each] = STAGES.map(hook);
    let (first, last) = (log.clone(), log.clone());
    trial::hooks()
        .before_all(move |_| {
            note(&first, "before_all");
            done()
        })
        .after_each(move |exchange, _| {
            after_each(exchange);
            done()
        })
        .after("listDogs/*", move |exchange, _| {
            after(exchange);
            done()
        })
        .before_validation("listDogs/*", move |exchange, _| {
            validation(exchange);
            done()
        })
        .before_each_validation(move |exchange, _| {
            each_validation(exchange);
            done()
        })
        .before("listDogs/*", move |exchange, _| {
            before(exchange);
            done()
        })
        .before_each(move |exchange, _| {
            each(exchange);
            done()
        })
        .after_all(move |_| {
            note(&last, "after_all");
            done()
        })
}

/// Tries `listDogs` with hooks that do `act`; gives what ran, and how it ended.
async fn list_dogs(act: fn(&mut Exchange)) -> (String, String) {
    let log = Log::default();
    let result = tried(Kennel::healthy(), only(&["listDogs"]), logging(&log, act), options()).await;
    let ran = log.lock().expect("no test panics here").join(" ");
    (ran, told(only_one(&result)))
}

fn only_one(result: &RunResult) -> &tribunal::result::TransactionResult {
    assert_eq!(result.transactions.len(), 1);
    &result.transactions[0]
}

#[tokio::test(flavor = "multi_thread")]
async fn stages_run_in_the_order_dredd_documents() {
    let (ran, told) = list_dogs(|_| ()).await;
    assert_eq!(
        ran,
        "before_all before_each before before_each_validation before_validation after after_each after_all"
    );
    assert_eq!(told, "passed");
}

/// Acts at one stage only.
macro_rules! at {
    ($stage:ident, $act:expr) => {
        |exchange| {
            if exchange.stage() == Stage::$stage {
                let act: fn(&mut Exchange) = $act;
                act(exchange);
            }
        }
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skip_before_the_request_leaves_only_after_each() {
    for (act, ran) in [
        (
            at!(BeforeEach, |x| x.skip("no dogs today")) as fn(&mut Exchange),
            "before_all before_each after_each after_all",
        ),
        (at!(Before, |x| x.skip("no dogs today")), "before_all before_each before after_each after_all"),
    ] {
        assert_eq!(list_dogs(act).await, (ran.to_owned(), "skipped: no dogs today".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_before_the_request_leaves_only_after_each() {
    for (act, ran) in [
        (
            at!(BeforeEach, |x| x.fail("no dogs")) as fn(&mut Exchange),
            "before_all before_each after_each after_all",
        ),
        (at!(Before, |x| x.fail("no dogs")), "before_all before_each before after_each after_all"),
    ] {
        assert_eq!(list_dogs(act).await, (ran.to_owned(), "failed: hook@".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skip_after_the_request_runs_all_stages_and_is_reported_as_skipped() {
    let all =
        "before_all before_each before before_each_validation before_validation after after_each after_all";
    for act in [
        at!(BeforeEachValidation, |x| x.skip("not judged")) as fn(&mut Exchange),
        at!(BeforeValidation, |x| x.skip("not judged")),
        at!(After, |x| x.skip("not judged")),
        at!(AfterEach, |x| x.skip("not judged")),
    ] {
        assert_eq!(list_dogs(act).await, (all.to_owned(), "skipped: not judged".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_says_whether_it_came_before_or_after_the_request() {
    for (act, message) in [
        (at!(BeforeEach, |x| x.fail("x")) as fn(&mut Exchange), "Failed in before hook: x"),
        (at!(Before, |x| x.fail("x")), "Failed in before hook: x"),
        (at!(BeforeEachValidation, |x| x.fail("x")), "Failed in after hook: x"),
        (at!(BeforeValidation, |x| x.fail("x")), "Failed in after hook: x"),
        (at!(After, |x| x.fail("x")), "Failed in after hook: x"),
        (at!(AfterEach, |x| x.fail("x")), "Failed in after hook: x"),
    ] {
        let log = Log::default();
        let result = tried(Kennel::healthy(), only(&["listDogs"]), logging(&log, act), options()).await;
        let finding = only_one(&result).findings.first().expect("a finding");
        assert_eq!(finding.message, message);
        assert_eq!(result.exit_code(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_skipped_request_is_not_sent_and_a_later_skip_is() {
    let log = Log::default();
    let early = logging(&log, at!(Before, |x| x.skip("early")));
    let result = tried(Kennel::healthy(), only(&["listDogs"]), early, options()).await;
    assert!(only_one(&result).response.is_none());
    let late = logging(&log, at!(AfterEach, |x| x.skip("late")));
    let result = tried(Kennel::healthy(), only(&["listDogs"]), late, options()).await;
    assert!(only_one(&result).response.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_lets_a_transaction_run_that_the_document_cannot_provoke() {
    let hooks = trial::hooks().before("createDog/503/*", |exchange, kennel| {
        Box::pin(async {
            // The kennel has no fire; what counts is that the request goes out as the hook shaped it.
            exchange.transaction.skip = None;
            exchange.transaction.request.uri = "/fire".to_owned();
            exchange.transaction.expected.status = 404;
            exchange.stash.set("dogs", kennel.listening.base_url.len());
            Ok(())
        })
    });
    let hooks = hooks.after("createDog/503/*", |exchange, kennel| {
        Box::pin(async {
            assert_eq!(exchange.stash.get("dogs"), Some(&kennel.listening.base_url.len()));
            assert_eq!(exchange.response.as_ref().map(|response| response.status), Some(404));
            exchange.findings.clear();
            Ok(())
        })
    });
    let result = tried(Kennel::healthy(), only(&["createDog/503"]), hooks, options()).await;
    assert_eq!(told(only_one(&result)), "passed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_may_change_the_actor() {
    let hooks = trial::hooks().before("whoAmI/200/guest", |exchange, _| {
        Box::pin(async {
            exchange.transaction.actor = Actor::Named("admin".to_owned());
            Ok(())
        })
    });
    let result = tried(Kennel::healthy(), only(&["whoAmI/200/guest"]), hooks, options()).await;
    assert_eq!(told(only_one(&result)), "failed: exact@/name");
    assert_eq!(only_one(&result).transaction.request.headers.get("authorization"), Some("Bearer admin"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_errs_panics_or_hangs_is_an_error_that_names_hook_and_stage() {
    let hooks = trial::hooks()
        .before("createDog/201/beagle", |_, _| Box::pin(async { Err("the vet is closed".into()) }))
        .before("createDog/201/poodle", |_, _| panic!("at once"))
        .after("createDog/400/*", |exchange, _| {
            Box::pin(async { panic!("later, of {}", exchange.transaction.id) })
        })
        .before_validation("createDog/409/*", |_, _| Box::pin(pending()))
        .after_each(|exchange, _| {
            Box::pin(async {
                assert!(!exchange.transaction.id.starts_with("deleteDog/204"), "the last stage");
                Ok(())
            })
        });
    let options = RunOptions { hook_timeout: Duration::from_millis(100), ..options() };
    let result = tried(Kennel::healthy(), only(&["createDog", "deleteDog"]), hooks, options).await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    assert_eq!(told[0], "error: hook before(\"createDog/201/beagle\") failed: the vet is closed");
    assert_eq!(told[1], "error: hook before(\"createDog/201/poodle\") panicked: at once");
    assert_eq!(told[2], "error: hook after(\"createDog/400/*\") panicked: later, of createDog/400/nameless");
    assert_eq!(told[3], "error: hook before_validation(\"createDog/409/*\") did not end within 100ms");
    assert_eq!(told[5], "error: hook after_each panicked: the last stage");
    assert_eq!(told[6], "passed", "the run goes on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_matches_nothing_stops_the_run_and_names_near_misses() {
    let hooks = trial::hooks()
        .before("creatDog/201/beagle", |_, _| done())
        .after("/dogs > POST > 200*", |_, _| done());
    let plan = crate::kennel::plan(&tribunal::plan::PlanOptions::default());
    let error = Session::open(plan, Kennel::healthy(), hooks, options()).await.err().expect("refused");
    assert!(matches!(&error, RunError::DeadHooks(dead) if dead.len() == 2), "{error}");
    let message = error.to_string();
    assert!(
        message.contains(
            "hook before(\"creatDog/201/beagle\") matches no transaction; near misses: `createDog/201/beagle`"
        ),
        "{message}"
    );
    assert!(message.contains("hook after(\"/dogs > POST > 200*\")"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_for_what_a_filter_left_out_is_not_dead() {
    let hooks = trial::hooks().before("createDog/*", |_, _| done());
    let filter = tribunal::plan::PlanOptions { methods: vec!["DELETE".to_owned()], ..Default::default() };
    let result = tried(Kennel::healthy(), crate::kennel::plan(&filter), hooks, options()).await;
    assert_eq!(result.transactions.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_actor_is_an_error_that_names_the_known_ones() {
    let hooks = Hooks::new().actor("owner", |_| Headers::new()).actor("vet", |_| Headers::new());
    let result = tried(Kennel::healthy(), only(&["whoAmI/200/admin"]), hooks, options()).await;
    assert_eq!(told(only_one(&result)), "error: no actor `admin` is defined; known are `owner`, `vet`");
}

#[tokio::test(flavor = "multi_thread")]
async fn before_all_appends_transactions_and_after_all_sees_every_result() {
    let seen = Log::default();
    let log = seen.clone();
    let hooks = trial::hooks()
        .before_all(|transactions| {
            Box::pin(async {
                let mut again = transactions[0].clone();
                again.id = "listDogs/200/again".to_owned();
                transactions.push(again);
                Ok(())
            })
        })
        .after_all(move |results| {
            let ids = results.iter().map(|result| result.transaction.id.clone());
            log.lock().expect("no test panics here").extend(ids);
            Box::pin(async { Err("the lights stay on".into()) })
        });
    let result = tried(Kennel::healthy(), only(&["listDogs"]), hooks, options()).await;
    assert_eq!(*seen.lock().expect("no test panics here"), ["listDogs/200/ok", "listDogs/200/again"]);
    assert!(result.transactions.iter().all(|result| result.verdict == Verdict::Passed));
    assert_eq!(result.errors, ["a hook after_all failed: the lights stay on"]);
    assert_eq!(result.exit_code(), 2);
}
