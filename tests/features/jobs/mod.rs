//! The queue, its workers, and signals.

mod attempts;
mod behaviour;
mod plans;
mod signals;
mod workers;
