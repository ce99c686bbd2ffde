//! The HTTP furniture every feature shares: envelope, error body, who calls, paging, ids, the middleware around
//! all routes. Imports no feature.
//!
//! What must stay true: every error that leaves the server has the one [`ErrorBody`], the framework's own too.

mod address;
pub(crate) mod answer;
mod caller;
mod conditions;
mod data_uri;
pub mod edge;
mod envelope;
mod error_body;
pub mod gate;
mod ids;
mod json_body;
mod multipart_form;
mod page;
mod parameters;
mod passed_on;
mod rejection;
mod subcode;
mod tag;
mod timestamp;
pub(crate) mod words;

pub use address::ClientAddress;
pub(crate) use caller::SESSION_COOKIE;
pub use caller::{Caller, Member, Sessions, Visitor};
pub(crate) use conditions::{is_known, is_same, strong_tags};
pub use data_uri::DataUri;
pub use envelope::{Done, Envelope, ListMeta, Listing, Nothing, Success};
pub use error_body::{ErrorBody, ErrorData, ErrorStatus, FieldError};
pub use ids::{
    BroadcastId, ChatId, ChatMessageId, EventId, EventSessionId, ExerciseId, MessageId, NotificationId,
    ScoreId, SessionId, SpeakerId, UserId,
};
pub use json_body::JsonBody;
pub use multipart_form::{FormFields, FormParts, MultipartForm, UploadedFile};
pub use page::Page;
pub(crate) use parameters::{Limit, Number, Path, Start};
pub(crate) use passed_on::passed_on;
pub use rejection::Rejection;
pub use subcode::Subcode;
pub use tag::Tag;
pub use timestamp::Timestamp;
