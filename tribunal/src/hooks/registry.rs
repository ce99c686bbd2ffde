//! The registry: which hook runs at which stage for which transactions.

use std::{fmt, sync::Arc};

use futures_util::future::{BoxFuture, ready};

use crate::{
    hooks::{Exchange, Pattern, Stage, worker::Workers},
    plan::Transaction,
    result::TransactionResult,
    transport::Headers,
};

/// Whatever went wrong inside a hook.
pub type HookError = Box<dyn std::error::Error + Send + Sync>;

/// What a hook's future gives.
pub type HookResult = Result<(), HookError>;

/// The end of a hook that awaits nothing: `|exchange, _api| { exchange.skip("no printer here"); done() }`.
pub fn done<'a>() -> BoxFuture<'a, HookResult> {
    Box::pin(ready(Ok(())))
}

type ExchangeHook<I> =
    Arc<dyn for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync>;
type BeforeAll = Arc<dyn for<'a> Fn(&'a mut Vec<Transaction>) -> BoxFuture<'a, HookResult> + Send + Sync>;
type AfterAll = Arc<dyn for<'a> Fn(&'a [TransactionResult]) -> BoxFuture<'a, HookResult> + Send + Sync>;
type ActorHeaders<I> = Arc<dyn for<'a> Fn(&'a I) -> BoxFuture<'a, Result<Headers, HookError>> + Send + Sync>;

/// A hook of the six stages that run for each transaction.
pub(crate) struct Registered<I> {
    pub(crate) stage: Stage,
    /// `None`: every transaction.
    pub(crate) pattern: Option<Pattern>,
    pub(crate) run: ExchangeHook<I>,
}

/// A suite's hooks and actors, over the instance (the running server of a slot) that the suite defines.
///
/// A hook is a closure that returns a boxed future; hooks of one stage run in the order they were added:
///
/// ```
/// # use tribunal::hooks::Hooks;
/// # struct Api;
/// let hooks = Hooks::<Api>::new()
///     .before("createUser/409/*", |exchange, _api| Box::pin(async move {
///         exchange.transaction.request.headers.set("x-trace", "duplicate");
///         Ok(())
///     }))
///     .after_each(|exchange, _api| Box::pin(async move {
///         if exchange.response.as_ref().is_some_and(|r| r.headers.get("x-debug").is_some()) {
///             exchange.fail("a debug header came out");
///         }
///         Ok(())
///     }));
/// ```
pub struct Hooks<I> {
    pub(crate) before_all: Vec<BeforeAll>,
    pub(crate) each: Vec<Registered<I>>,
    pub(crate) after_all: Vec<AfterAll>,
    pub(crate) actors: Vec<(String, ActorHeaders<I>)>,
    pub(crate) workers: Option<Arc<Workers>>,
}

impl<I> Hooks<I> {
    /// No hook, no actor.
    pub fn new() -> Self {
        Self {
            before_all: Vec::new(),
            each: Vec::new(),
            after_all: Vec::new(),
            actors: Vec::new(),
            workers: None,
        }
    }

    /// Once, before the first transaction: may change, remove and append transactions. It gets no
    /// instance, for what it did to one slot's server would make verdicts depend on the slot.
    #[must_use]
    pub fn before_all<F>(mut self, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Vec<Transaction>) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.before_all.push(Arc::new(hook));
        self
    }

    /// Before every transaction.
    #[must_use]
    pub fn before_each<F>(self, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::BeforeEach, None, hook)
    }

    /// Before the transactions whose id or name the glob matches.
    #[must_use]
    pub fn before<F>(self, glob: &str, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::Before, Some(glob), hook)
    }

    /// After every response, before it is judged.
    #[must_use]
    pub fn before_each_validation<F>(self, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::BeforeEachValidation, None, hook)
    }

    /// After the responses of the transactions that the glob matches, before they are judged.
    #[must_use]
    pub fn before_validation<F>(self, glob: &str, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::BeforeValidation, Some(glob), hook)
    }

    /// After the transactions that the glob matches were judged.
    #[must_use]
    pub fn after<F>(self, glob: &str, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::After, Some(glob), hook)
    }

    /// After every transaction, skipped and failed ones included.
    #[must_use]
    pub fn after_each<F>(self, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.add(Stage::AfterEach, None, hook)
    }

    /// Once, after the last transaction, also when the run was interrupted.
    #[must_use]
    pub fn after_all<F>(mut self, hook: F) -> Self
    where
        F: for<'a> Fn(&'a [TransactionResult]) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.after_all.push(Arc::new(hook));
        self
    }

    /// Who an `x-actor` of that name is: the headers that say so to the slot's server.
    #[must_use]
    pub fn actor<F>(self, name: &str, headers: F) -> Self
    where
        F: Fn(&I) -> Headers + Send + Sync + 'static,
    {
        self.actor_login(name, move |instance| {
            let headers = headers(instance);
            Box::pin(async move { Ok(headers) })
        })
    }

    /// As [`Hooks::actor`], for an actor whose headers must be asked for (a login).
    #[must_use]
    pub fn actor_login<F>(mut self, name: &str, login: F) -> Self
    where
        F: for<'a> Fn(&'a I) -> BoxFuture<'a, Result<Headers, HookError>> + Send + Sync + 'static,
    {
        self.actors.retain(|(known, _)| known != name);
        self.actors.push((name.to_owned(), Arc::new(login)));
        self
    }

    /// Handlers of hook files in any language. Their hooks of a stage run after the closures given here, those of
    /// `after` and `after_each` before them.
    #[must_use]
    pub fn workers(mut self, workers: Arc<Workers>) -> Self {
        self.workers = Some(workers);
        self
    }

    fn add<F>(mut self, stage: Stage, glob: Option<&str>, hook: F) -> Self
    where
        F: for<'a> Fn(&'a mut Exchange, &'a I) -> BoxFuture<'a, HookResult> + Send + Sync + 'static,
    {
        self.each.push(Registered { stage, pattern: glob.map(Pattern::new), run: Arc::new(hook) });
        self
    }
}

impl<I> Default for Hooks<I> {
    fn default() -> Self {
        Self::new()
    }
}

impl<I> fmt::Debug for Hooks<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hooks")
            .field("each", &self.each.iter().map(|h| (h.stage, &h.pattern)).collect::<Vec<_>>())
            .field("actors", &self.actors.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
