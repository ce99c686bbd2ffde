//! What happens to events that others want to know.

use serde::{Deserialize, Serialize};

use crate::api::EventId;
use crate::signals::Signal;

/// A signal that is about one event.
pub(super) trait OfEvent {
    /// The signal about this event.
    fn of(event: EventId) -> Self;

    /// Which event.
    fn event(&self) -> EventId;
}

macro_rules! of_event {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name {
            /// The event's number.
            pub event: i64,
        }

        impl Signal for $name {
            const NAME: &'static str = stringify!($name);
        }

        impl OfEvent for $name {
            fn of(event: EventId) -> Self {
                Self { event: event.0 }
            }

            fn event(&self) -> EventId {
                EventId(self.event)
            }
        }
    )*};
}

of_event! {
    /// An event was made, changed, deleted or restored.
    EventModified;
    /// A session of an event was made, changed, deleted or restored, or somebody speaks in it or does no more.
    SessionsModified;
    /// A speaker of an event was named, changed, deleted or restored.
    SpeakersModified;
}
