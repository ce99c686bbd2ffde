//! The seam to kinds of databases. Each has a folder of its own, and its row in [`KINDS`]; nothing else knows it.

use std::fmt;

use futures_util::future::BoxFuture;

use super::{IsolationError, Restored, mysql, postgres, sqlite};

/// What comes of asking a database for something, some time.
pub(super) type Answer<'a, T> = BoxFuture<'a, Result<T, IsolationError>>;

/// A kind of database, as it is found by a URL.
pub(super) struct Kind {
    /// Whether a URL names a database of this kind.
    pub(super) is_url: fn(&str) -> bool,
    /// A place for databases, which begin as copies of the one that the URL names.
    pub(super) home: for<'a> fn(&'a str) -> Answer<'a, Box<dyn Home>>,
    /// A snapshot in place of the database that the URL names.
    pub(super) in_place: for<'a> fn(&'a str) -> Answer<'a, Box<dyn Slot>>,
}

/// Every kind that is told by its URL. What is none of these is taken for `PostgreSQL`, which says what is wrong with it.
const KINDS: &[Kind] = &[sqlite::KIND, mysql::KIND, postgres::KIND];

impl Kind {
    /// The kind that a URL names.
    pub(super) fn of(url: &str) -> &'static Self {
        KINDS.iter().find(|kind| (kind.is_url)(url)).unwrap_or(&postgres::KIND)
    }
}

/// The place that the databases of a run come from.
pub(super) trait Home: fmt::Debug + Send + Sync {
    /// What it is, with versions.
    fn describe(&self) -> String;

    /// How many slots there can be.
    fn max_slots(&self) -> usize {
        usize::MAX
    }

    /// The URL of the database that is migrated and seeded.
    fn baseline_url(&self) -> String;

    /// Makes database `n`, new and empty, and says its URL.
    fn empty(&self, n: usize) -> Answer<'_, String>;

    /// Whether there is nothing in the database of that URL.
    fn is_empty<'a>(&'a self, url: &'a str) -> Answer<'a, bool>;

    /// Makes database `n` as the baseline was when the first one was asked for.
    fn slot(&self, n: usize) -> Answer<'_, Box<dyn Slot>>;

    /// Drops what was made, and stops what was started.
    fn close(self: Box<Self>) -> Answer<'static, ()>;
}

/// A database that goes back to its baseline.
pub(super) trait Slot: fmt::Debug + Send + Sync {
    /// The URL for the server and for hooks.
    fn url(&self) -> &str;

    /// As [`super::Reset::restore`].
    fn restore(&mut self) -> Answer<'_, Restored>;

    /// Proves by content that the database is the baseline.
    fn verify(&mut self) -> Answer<'_, ()>;

    /// Leaves a user's database as it was.
    fn close(self: Box<Self>) -> Answer<'static, ()>;
}
