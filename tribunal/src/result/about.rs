//! What a finding is about. Reports and the hook protocol ask it, so that nobody guesses by the name of a check.

/// The part of the response that a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The status.
    Status,
    /// `Content-Type`: a header that says what the body is, and is never secret.
    ContentType,
    /// A header of the document's or the server's own.
    Headers,
    /// The content, or that there is any.
    Body,
}

/// What stands in a finding as the document's promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// A rule, such as the keyword of a schema: it stays readable where the value at its place is secret.
    Rule,
    /// A value, such as an example: as secret as the one that came.
    Value,
}
