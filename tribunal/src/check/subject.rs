//! What a check looks at: the transaction, the answer, and how strict to be.

use std::{fmt, str::FromStr};

use crate::{document::Document, plan::Transaction, transport::Response};

/// How a body is compared with the documented example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Examples {
    /// Equal, except where the document says `x-volatile`. Headers too.
    Exact,
    /// Every key of the example is there with the same type, arrays item by item.
    #[default]
    Shape,
    /// Not at all.
    Off,
}

impl fmt::Display for Examples {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Exact => "exact",
            Self::Shape => "shape",
            Self::Off => "off",
        })
    }
}

impl FromStr for Examples {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "exact" => Ok(Self::Exact),
            "shape" => Ok(Self::Shape),
            "off" => Ok(Self::Off),
            other => Err(format!("`{other}` is no way to compare examples: exact, shape or off")),
        }
    }
}

/// Which rules hold that `OpenAPI` itself leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent switches of a configuration, named after their checks"
)]
pub struct Strictness {
    /// A status that the operation does not document is a finding, even where a hook expected it.
    pub undocumented_status: bool,
    /// A header that the response does not document is a finding, but for those that belong to HTTP or the whole origin.
    pub undocumented_header: bool,
    /// A property that the schema does not describe is a finding, unless the schema says `additionalProperties`.
    pub undocumented_property: bool,
    /// An empty list is a finding also where no example promised items: its item schema was never tried.
    pub empty_list: bool,
}

impl Strictness {
    /// Every rule. For a suite whose document is its own.
    pub const STRICT: Self = Self {
        undocumented_status: true,
        undocumented_header: true,
        undocumented_property: true,
        empty_list: true,
    };
}

/// What holds for any API: `OpenAPI` lets a response have more headers and more properties than it documents.
impl Default for Strictness {
    fn default() -> Self {
        Self {
            undocumented_status: true,
            undocumented_header: false,
            undocumented_property: false,
            empty_list: false,
        }
    }
}

/// One exchange, as the checks see it.
#[derive(Clone, Copy)]
pub struct TransactionUnderCheck<'a> {
    /// The document that makes the rules.
    pub document: &'a Document,
    /// What was promised, hooks' changes included.
    pub transaction: &'a Transaction,
    /// What came.
    pub response: &'a Response,
    /// How bodies are compared with examples.
    pub examples: Examples,
    /// What else counts.
    pub strictness: Strictness,
}
