//! The eight stages, in the order Dredd documents them.

use std::fmt;

/// When a hook runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Once, before the first transaction.
    BeforeAll,
    /// Before every transaction.
    BeforeEach,
    /// Before the transactions of a name.
    Before,
    /// After every response, before it is judged.
    BeforeEachValidation,
    /// After the responses of a name, before they are judged.
    BeforeValidation,
    /// After the transactions of a name were judged.
    After,
    /// After every transaction, whatever came of it.
    AfterEach,
    /// Once, after the last transaction.
    AfterAll,
}

impl Stage {
    /// Whether the request has not been sent yet at this stage.
    pub fn is_before_request(self) -> bool {
        self <= Self::Before
    }

    /// The name as hook files write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::BeforeAll => "before_all",
            Self::BeforeEach => "before_each",
            Self::Before => "before",
            Self::BeforeEachValidation => "before_each_validation",
            Self::BeforeValidation => "before_validation",
            Self::After => "after",
            Self::AfterEach => "after_each",
            Self::AfterAll => "after_all",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
