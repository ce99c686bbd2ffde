//! Input and output without business rules: clock, ids, passwords, tokens, the database connection, the storage of
//! files, the connections of clients, requests to other servers, the log.
//!
//! Imports no feature and nothing of `api`. What a test must be able to set (time, ids, cost of a hash) comes
//! from here and from nowhere else.

pub mod bells;
pub mod clock;
mod context;
pub mod database;
mod hex;
mod hs256;
pub mod ids;
mod kept;
pub mod like;
pub mod limits;
pub mod listening;
pub mod log;
pub mod metrics;
mod newest;
pub mod outbound;
pub mod passwords;
pub mod serving;
mod stop;
pub mod storage;
mod subscribers;
pub mod tokens;

pub use bells::{Bells, Topic};
pub use clock::{Clock, FixedClock, SystemClock};
pub use context::{Context, Infra};
pub use database::DatabaseError;
pub use hex::hex;
pub use ids::{Ids, RandomIds, SequenceIds};
pub(crate) use kept::kept;
pub use limits::{Limited, LoginLimits, RateLimit};
pub use newest::Newest;
pub use outbound::Outbound;
pub use passwords::Passwords;
pub use stop::Stop;
pub use storage::Storage;
pub use subscribers::{Signals, Subscribers};
pub use tokens::{Claims, TokenError, TokenKind, Tokens};
