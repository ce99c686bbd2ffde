//! `SQLite` as a kind of database.

use std::{
    future::ready,
    sync::{Mutex, PoisonError},
};

use super::{SqliteHome, SqliteSlot};
use crate::isolation::{
    Reset, Restored,
    kind::{self, Answer, Kind},
};

pub(in crate::isolation) const KIND: Kind = Kind {
    is_url: |url| url.starts_with("sqlite:"),
    home: |url| Box::pin(ready(SqliteHome::given(url).map(|home| Box::new(home) as _))),
    in_place: |url| {
        Box::pin(async move { SqliteSlot::in_place(url).await.map(|slot| Box::new(Shared::from(slot)) as _) })
    },
};

impl kind::Home for SqliteHome {
    fn describe(&self) -> String {
        Self::describe(self)
    }

    fn baseline_url(&self) -> String {
        Self::baseline_url(self)
    }

    fn empty(&self, n: usize) -> Answer<'_, String> {
        Box::pin(ready(self.empty_file(n)))
    }

    fn is_empty<'a>(&'a self, url: &'a str) -> Answer<'a, bool> {
        Box::pin(ready(Self::is_empty(url)))
    }

    fn slot(&self, n: usize) -> Answer<'_, Box<dyn kind::Slot>> {
        Box::pin(ready(Self::slot(self, n).map(|slot| Box::new(Shared::from(slot)) as _)))
    }

    fn close(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(ready(Ok(())))
    }
}

/// A slot that is `Sync`, which an SQLite connection is not. The lock is never waited for.
#[derive(Debug)]
struct Shared {
    url: String,
    slot: Mutex<SqliteSlot>,
}

impl Shared {
    /// A panic inside a restore leaves nothing half done that the next one does not do again.
    fn owned(&mut self) -> &mut SqliteSlot {
        self.slot.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl From<SqliteSlot> for Shared {
    fn from(slot: SqliteSlot) -> Self {
        Self { url: slot.url().to_owned(), slot: Mutex::new(slot) }
    }
}

impl kind::Slot for Shared {
    fn url(&self) -> &str {
        &self.url
    }

    fn restore(&mut self) -> Answer<'_, Restored> {
        Box::pin(self.owned().restore())
    }

    fn verify(&mut self) -> Answer<'_, ()> {
        Box::pin(ready(self.owned().verify()))
    }

    fn close(mut self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { self.owned().restore().await.map(drop) })
    }
}
