//! `PostgreSQL` as a kind of database.

use std::sync::Arc;

use super::{Home, PostgresSlot};
use crate::isolation::{
    Reset, Restored,
    kind::{self, Answer, Kind},
};

pub(in crate::isolation) const KIND: Kind = Kind {
    is_url: |url| url.starts_with("postgres://") || url.starts_with("postgresql://"),
    home: |url| Box::pin(async move { Home::given(url).await.map(|home| Box::new(home) as _) }),
    in_place: |url| Box::pin(async move { PostgresSlot::alone(url).await.map(|slot| Box::new(slot) as _) }),
};

impl kind::Home for Arc<Home> {
    fn describe(&self) -> String {
        Home::describe(self).to_owned()
    }

    fn max_slots(&self) -> usize {
        if self.in_place() { 1 } else { usize::MAX }
    }

    fn baseline_url(&self) -> String {
        Home::baseline_url(self)
    }

    fn empty(&self, n: usize) -> Answer<'_, String> {
        Box::pin(Home::empty(self, n))
    }

    fn is_empty<'a>(&'a self, url: &'a str) -> Answer<'a, bool> {
        Box::pin(Home::is_empty(self, url))
    }

    fn slot(&self, n: usize) -> Answer<'_, Box<dyn kind::Slot>> {
        Box::pin(async move { Home::slot(self, n).await.map(|slot| Box::new(slot) as _) })
    }

    fn close(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(async move { Home::close(&self).await })
    }
}

impl kind::Slot for PostgresSlot {
    fn url(&self) -> &str {
        Self::url(self)
    }

    fn restore(&mut self) -> Answer<'_, Restored> {
        Box::pin(Reset::restore(self))
    }

    fn verify(&mut self) -> Answer<'_, ()> {
        Box::pin(Self::verify(self))
    }

    fn close(self: Box<Self>) -> Answer<'static, ()> {
        Box::pin(Self::close(*self))
    }
}
