//! Signals: what has happened, told to whoever wants to know.
//!
//! A signal is for what its publisher does not depend on; what it depends on is a plain call. The queue is the
//! outbox: publishing writes one job for each subscriber into the publisher's transaction, so that nothing is told
//! of what was rolled back, nothing is lost, and one subscriber that fails is tried again without the others.
//!
//! What must stay true: a signal's type lives with its publisher, a subscriber with the feature it serves, and the
//! list of subscribers in one place (`src/work.rs`); a subscriber may be told twice and must not mind.

mod publish;
mod signal;
mod subscriber;

pub use publish::publish;
pub use signal::Signal;
pub use subscriber::{Subscriber, Subscription};
