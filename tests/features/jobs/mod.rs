//! The queue, its workers, and signals.

mod attempts;
mod behaviour;
mod signals;
mod workers;
