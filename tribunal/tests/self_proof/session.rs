//! Sessions: how a run begins, ends early and breaks.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use tribunal::{
    hooks::done,
    plan::PlanOptions,
    result::{Skip, Verdict},
    run::{Event, RunOptions, Session},
    transport::Limits,
};

use crate::kennel::{
    Kennel, plan,
    trial::{hooks, only, options, told, tried},
};

#[test]
fn transactions_can_be_tried_from_threads_that_know_nothing_of_tokio() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let options = RunOptions { slots: 2, ..options() };
    let plan =
        plan(&PlanOptions { only: vec![tribunal::hooks::Pattern::new("*Dog*")], ..PlanOptions::default() });
    let session = runtime.block_on(Session::open(plan, Kennel::healthy(), hooks(), options)).expect("opens");
    let transactions = session.transactions().to_vec();
    std::thread::scope(|scope| {
        for transaction in &transactions {
            let (runtime, session) = (&runtime, &session);
            scope.spawn(move || {
                let result = runtime.block_on(session.run_one(transaction));
                assert!(!matches!(result.verdict, Verdict::Failed | Verdict::Error(_)), "{}", told(&result));
            });
        }
    });
    let result = runtime.block_on(session.close());
    let ids: Vec<&str> = result.transactions.iter().map(|result| result.transaction.id.as_str()).collect();
    let planned: Vec<&str> = transactions.iter().map(|transaction| transaction.id.as_str()).collect();
    assert_eq!(ids, planned, "results stand in plan order");
    assert_eq!(
        runtime.block_on(session.close()).transactions.len(),
        ids.len(),
        "closing again changes nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_never_asked_for_is_told_as_not_run() {
    let session =
        Session::open(only(&["createDog"]), Kennel::healthy(), hooks(), options()).await.expect("opens");
    let first = session.transactions()[0].clone();
    session.run_one(&first).await;
    let result = session.close().await;
    assert_eq!(result.transactions[0].verdict, Verdict::Passed);
    assert!(matches!(result.transactions[1].verdict, Verdict::Skipped(Skip::NotRun(_))));
    assert_eq!(result.exit_code(), 0);
    let late = session.run_one(&first).await;
    assert!(matches!(late.verdict, Verdict::Skipped(Skip::NotRun(_))), "{}", told(&late));
}

#[tokio::test(flavor = "multi_thread")]
async fn events_tell_each_transaction_once() {
    let session =
        Session::open(only(&["createDog"]), Kennel::healthy(), hooks(), options()).await.expect("opens");
    let log = Mutex::new(Vec::new());
    session
        .run_all(&|event| {
            log.lock().expect("no test panics here").push(match event {
                Event::Started { id } => format!("> {id}"),
                Event::Finished(result) => format!("< {}", result.transaction.id),
                Event::Stopped { reason } => reason,
            });
        })
        .await;
    session.close().await;
    let expected: Vec<String> = session
        .transactions()
        .iter()
        .flat_map(|transaction| [format!("> {}", transaction.id), format!("< {}", transaction.id)])
        .collect();
    assert_eq!(*log.lock().expect("no test panics here"), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn fail_fast_stops_after_the_first_failure() {
    let options = RunOptions { fail_fast: true, ..options() };
    let result =
        tried(Kennel::planted(), only(&["wrongStatus", "redirect", "garbage"]), hooks(), options).await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    let rest = "skipped: the run stops at the first failure";
    assert_eq!(told, ["failed: status@", rest, rest]);
    assert_eq!(result.exit_code(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupt_gives_up_what_is_in_flight_and_still_runs_after_all() {
    let ended = Arc::new(AtomicUsize::new(0));
    let count = ended.clone();
    let hooks = hooks().after_all(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        done()
    });
    // Nothing but the interrupt ends a request that is never answered.
    let options =
        RunOptions { limits: Limits { total: Duration::from_hours(1), ..Default::default() }, ..options() };
    let session =
        Session::open(only(&["slow", "listDogs"]), Kennel::planted(), hooks, options).await.expect("opens");
    session
        .run_all(&|event| {
            if matches!(event, Event::Started { id } if id == "slow/200/ok") {
                session.interrupt("interrupted by a test");
            }
        })
        .await;
    let result = session.close().await;
    assert_eq!(ended.load(Ordering::SeqCst), 1);
    let told: Vec<(&str, String)> =
        result.transactions.iter().map(|result| (result.transaction.id.as_str(), told(result))).collect();
    assert_eq!(told[0], ("listDogs/200/ok", "passed".to_owned()));
    assert_eq!(told[1], ("slow/200/ok", "skipped: interrupted by a test".to_owned()));
    assert_eq!(result.errors, ["interrupted by a test"]);
    assert_eq!(result.exit_code(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_skips_than_allowed_fail_the_run() {
    let skipping = || {
        hooks().before("createDog/201/*", |x, _| {
            x.skip("not now");
            done()
        })
    };
    for (max, code) in [(Some(1), 1), (Some(2), 0), (None, 0)] {
        let options = RunOptions { max_skips: max, ..options() };
        let result =
            tried(Kennel::healthy(), only(&["createDog/201", "listDogs"]), skipping(), options).await;
        assert_eq!(result.exit_code(), code, "{max:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hook_that_tears_the_tables_down_harms_nobody_else() {
    let hooks = || {
        hooks().after_each(|_, kennel| {
            let database = kennel.state.database.lock().expect("no handler panics");
            let torn = database
                .execute_batch("DROP TABLE dogs; CREATE TABLE cats (id INTEGER); PRAGMA user_version = 7");
            Box::pin(std::future::ready(torn.map_err(Into::into)))
        })
    };
    for slots in [1, 3] {
        let options = RunOptions { slots, ..options() };
        let result =
            tried(Kennel::healthy(), only(&["createDog/201", "listDogs", "deleteDog"]), hooks(), options)
                .await;
        let told: Vec<String> = result.transactions.iter().map(told).collect();
        assert_eq!(told, ["passed"; 5]);
        assert_eq!(result.errors, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_outlives_its_timeout_is_waited_for_before_the_reset() {
    // The kennel refuses to be reset while a request is in flight, and this one is when its client has given up.
    let limits = Limits { total: Duration::from_millis(100), ..Limits::default() };
    let options = RunOptions { limits, ..options() };
    let result =
        tried(Kennel::planted(), only(&["slow", "createDog/201/beagle", "crash"]), hooks(), options).await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    assert_eq!(told[0], "passed");
    assert_eq!(told[1..], ["failed: response@", "failed: response@"]);
    let message = &result.transactions[1].findings[0].message;
    assert_eq!(message, "the server did not answer completely within 100ms");
    assert_eq!(result.errors, Vec::<String>::new());
}
