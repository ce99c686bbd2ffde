//! A world of its own for each test: a database at the baseline, an instance on it, actors who speak to it.

mod actor;
mod database;
mod world;

pub(crate) use actor::{Actor, Answer, outcomes};
pub(crate) use database::Kind;
pub(crate) use world::World;

/// Makes one test on each database of every named rule: an `async fn(World)`.
macro_rules! on_every_database {
    ($($rule:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $rule() {
                crate::support::World::on(crate::support::Kind::Sqlite, super::$rule).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $rule() {
                crate::support::World::on(crate::support::Kind::Postgres, super::$rule).await;
            })*
        }
    };
}
