//! The only place that queries the table of jobs.
//!
//! Every statement of a worker is fenced: it touches a job only as long as this worker's attempt holds it.

mod lease;
mod rows;
mod time;

pub(super) use lease::{Claim, Claimed, claim, finish, progress, reap, release, renew, retry};
pub(super) use rows::{
    count, desert, failed, find, has_earlier, insert, insert_row, is_deserted, is_due, next_due, purge,
    revive,
};
