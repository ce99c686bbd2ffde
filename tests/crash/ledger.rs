//! What the senders know about their messages.

use std::collections::BTreeMap;

use uuid::Uuid;

/// One message.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub(crate) sender: i64,
    pub(crate) recipient: i64,
    /// The sender's own count.
    pub(crate) number: u32,
    pub(crate) fate: Fate,
}

/// What its sender was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The whole answer came, with the name of the job.
    Accepted(Uuid),
    /// The connection was lost, or the server was out of order: it may be accepted or not.
    Unknown,
}

/// Every message by its text, which no other message has.
#[derive(Debug, Default)]
pub(crate) struct Ledger(pub(crate) BTreeMap<String, Sent>);

impl Ledger {
    /// Those that must be there.
    pub(crate) fn accepted(&self) -> impl Iterator<Item = (&str, &Sent, Uuid)> {
        self.0.iter().filter_map(|(text, sent)| match sent.fate {
            Fate::Accepted(job) => Some((text.as_str(), sent, job)),
            Fate::Unknown => None,
        })
    }
}
