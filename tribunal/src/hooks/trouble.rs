//! What keeps a transaction, or the whole run, from going on.

/// A hook that could not be run.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// A sentence.
    pub(crate) message: String,
    /// Whether no other transaction can be tried either.
    pub(crate) ends_run: bool,
}

impl Trouble {
    /// No further transaction can be tried.
    pub(crate) fn of_run(message: String) -> Self {
        Self { message, ends_run: true }
    }
}

impl From<String> for Trouble {
    fn from(message: String) -> Self {
        Self { message, ends_run: false }
    }
}
