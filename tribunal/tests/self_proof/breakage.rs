//! An environment that breaks: one clear error for the run, and no quiet skip.

use std::sync::atomic::{AtomicUsize, Ordering};

use futures_util::future::BoxFuture;
use tribunal::{
    hooks::{Exchange, HookResult, Hooks, done},
    result::Verdict,
    run::{Instance, Provision, RemoteServer, RunError, RunOptions, Server, ServerError, Session},
};

use crate::kennel::{
    Kennel, Running,
    trial::{only, options, told},
};

/// A kennel that cannot be brought back after a while.
struct Stuck(AtomicUsize);

struct StuckInstance(Running, AtomicUsize);

impl Server for Stuck {
    type Instance = StuckInstance;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        Kennel::healthy().prepare(database_url).await
    }

    async fn start(&self, database_url: &str) -> Result<StuckInstance, ServerError> {
        let resets = AtomicUsize::new(self.0.load(Ordering::SeqCst));
        Ok(StuckInstance(Kennel::healthy().start(database_url).await?, resets))
    }
}

impl Instance for StuckInstance {
    fn base_url(&self) -> &str {
        self.0.base_url()
    }

    async fn settle(&self) -> Result<(), ServerError> {
        self.0.settle().await
    }

    async fn reset(&self) -> Result<(), ServerError> {
        match self.1.fetch_sub(1, Ordering::SeqCst) {
            0 => Err("the cache is glued".into()),
            _ => self.0.reset().await,
        }
    }

    async fn stop(self) -> Result<(), ServerError> {
        self.0.stop().await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_that_fails_breaks_the_run() {
    let plan = only(&["createDog/201", "createDog/409", "listDogs"]);
    let session =
        Session::open(plan, Stuck(AtomicUsize::new(1)), Hooks::new(), options()).await.expect("opens");
    session.run_all(&|_| ()).await;
    let last = session.transactions()[3].clone();
    let asked = session.run_one(&last).await;
    let result = session.close().await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    let problem = "isolation: the server did not reset: the cache is glued";
    assert_eq!(told[..3], ["passed".to_owned(), "passed".to_owned(), format!("skipped: {problem}")]);
    assert_eq!(asked.verdict, Verdict::Error(problem.to_owned()), "who asks for one gets no quiet skip");
    assert_eq!(result.errors, [problem]);
    assert_eq!(result.exit_code(), 2);
}

/// A kennel whose work goes on behind the answer, until it is told to settle.
struct Busy(Running, AtomicUsize);

struct BusyKennel;

impl Server for BusyKennel {
    type Instance = Busy;

    async fn prepare(&self, database_url: &str) -> Result<(), ServerError> {
        Kennel::healthy().prepare(database_url).await
    }

    async fn start(&self, database_url: &str) -> Result<Busy, ServerError> {
        Ok(Busy(Kennel::healthy().start(database_url).await?, AtomicUsize::new(0)))
    }
}

impl Instance for Busy {
    fn base_url(&self) -> &str {
        self.0.base_url()
    }

    async fn settle(&self) -> Result<(), ServerError> {
        self.1.fetch_add(1, Ordering::SeqCst);
        self.0.settle().await
    }

    async fn reset(&self) -> Result<(), ServerError> {
        self.1.store(0, Ordering::SeqCst);
        self.0.reset().await
    }

    async fn stop(self) -> Result<(), ServerError> {
        self.0.stop().await
    }
}

/// Fails the transaction unless the kennel has settled so many times.
fn settled<'a>(exchange: &'a mut Exchange, busy: &'a Busy, times: usize) -> BoxFuture<'a, HookResult> {
    let count = busy.1.load(Ordering::SeqCst);
    if count != times {
        exchange.fail(format!("settled {count} times instead of {times}"));
    }
    done()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_after_hook_sees_what_went_on_behind_the_answer() {
    let hooks = Hooks::new()
        .before_validation("*", |exchange, busy: &Busy| settled(exchange, busy, 0))
        .after("createDog/*", |exchange, busy| settled(exchange, busy, 1));
    let session = Session::open(only(&["createDog/201", "createDog/409"]), BusyKennel, hooks, options());
    let session = session.await.expect("opens");
    session.run_all(&|_| ()).await;
    let result = session.close().await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    assert!(told.iter().all(|verdict| verdict == "passed") && told.len() > 1, "{told:?}");
}

/// A server that has gone as soon as it has started: nobody listens on port 1.
struct Gone;

impl Server for Gone {
    type Instance = Self;

    async fn prepare(&self, _database_url: &str) -> Result<(), ServerError> {
        Ok(())
    }

    async fn start(&self, _database_url: &str) -> Result<Self, ServerError> {
        Ok(Self)
    }
}

impl Instance for Gone {
    fn base_url(&self) -> &'static str {
        "http://127.0.0.1:1"
    }

    async fn settle(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn reset(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_is_one_error_and_not_one_for_each_transaction() {
    let options = RunOptions { provision: Provision::Nothing, ..options() };
    let plan = only(&["wrongStatus", "garbage", "slow", "crash"]);
    let session = Session::open(plan, Gone, Hooks::new(), options).await.expect("opens");
    session.run_all(&|_| ()).await;
    let result = session.close().await;
    let told: Vec<String> = result.transactions.iter().map(told).collect();
    let gone = "the server at http://127.0.0.1:1 no longer answers, first noticed by wrongStatus/200/ok";
    assert!(
        told[0].starts_with("error: no connection to http://127.0.0.1:1: Connection refused"),
        "{told:?}"
    );
    assert_eq!(told[1..], [(); 3].map(|()| format!("skipped: {gone}")));
    assert_eq!(result.errors, [gone]);
    assert_eq!(result.exit_code(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_not_there_is_one_clear_error() {
    let remote = RemoteServer::new("http://127.0.0.1:1").expect("a URL");
    let options = RunOptions { provision: Provision::Nothing, ..options() };
    let error =
        Session::open(only(&["listDogs"]), remote, Hooks::new(), options).await.err().expect("refused");
    assert!(matches!(error, RunError::Start(_)));
    assert!(error.to_string().contains("nothing answers at http://127.0.0.1:1"), "{error}");
}
