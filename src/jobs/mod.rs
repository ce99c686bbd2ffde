//! Durable jobs: work that need not be done before the answer.
//!
//! Here live the queue (one table), the workers that empty it, and what callers see of their jobs. Not here: what a
//! job does, which lives in the feature it belongs to, and the list of all of them (`src/work.rs`).
//!
//! What must stay true: a job is written in the transaction of the change that asks for it; it is acknowledged in
//! the transaction of its effect, and only by the attempt that holds it (worker and number), so that the effect
//! happens once however often a worker dies; a worker that is silent for longer than its lease loses its jobs to
//! another; only the database's clock decides what is due; what fails is tried again, ever later, and is kept and
//! visible once it is dead.

mod api;
mod attempt;
pub mod baseline;
mod drain;
mod dto;
mod entity;
pub mod error;
mod job;
pub mod model;
mod purge;
mod purge_trash;
mod queue;
mod run;
pub mod service;
mod store;
mod worker;

pub use api::JobsApi;
pub use attempt::{Attempt, Finished, Lost};
pub use drain::drain;
pub use dto::Accepted;
pub use job::{Job, Registry};
pub use model::{JobId, JobState, NewJob, Progress, Record};
pub use purge::PurgeJobs;
pub use purge_trash::PurgeTrash;
pub use queue::{enqueue, enqueue_unique};
pub use worker::Worker;
