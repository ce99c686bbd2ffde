//! What a check looks at: the transaction, the answer, and how strict to be.

use std::{borrow::Cow, cell::OnceCell, fmt, str::FromStr};

use serde_json::Value;

use super::media::MediaType;
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
pub struct TransactionUnderCheck<'a> {
    /// The document that makes the rules.
    pub(super) document: &'a Document,
    /// What was promised, hooks' changes included.
    pub(super) transaction: &'a Transaction,
    /// What came.
    pub(super) response: &'a Response,
    /// How bodies are compared with examples.
    pub(super) examples: Examples,
    /// What else counts.
    pub(super) strictness: Strictness,
    /// The body as JSON, once a check has asked for it.
    json: OnceCell<Result<Value, serde_json::Error>>,
    /// The body as one string, once a check has asked for it.
    text: OnceCell<Option<Value>>,
}

impl<'a> TransactionUnderCheck<'a> {
    /// An exchange that no check has looked at yet.
    pub fn new(
        document: &'a Document,
        transaction: &'a Transaction,
        response: &'a Response,
        examples: Examples,
        strictness: Strictness,
    ) -> Self {
        let (json, text) = (OnceCell::new(), OnceCell::new());
        Self { document, transaction, response, examples, strictness, json, text }
    }

    /// The media type of the response, if it says one that can be read.
    pub(super) fn media_type(&self) -> Option<MediaType> {
        self.response.headers.get("content-type").and_then(MediaType::parse)
    }

    /// Whether the response counts as JSON: it says so, or says nothing and the document does.
    pub(super) fn is_json(&self) -> bool {
        let said = self.media_type();
        let documented = || self.transaction.expected.content_type.as_deref().and_then(MediaType::parse);
        said.or_else(documented).is_some_and(|media| media.is_json())
    }

    /// Whether HTTP allows this response no content: to HEAD, 1xx, 204, 205 and 304
    /// (RFC 9110 sections 9.3.2, 15.2, 15.3.5, 15.3.6 and 15.4.5).
    pub(super) fn is_bodiless(&self) -> bool {
        self.transaction.request.method == "HEAD"
            || matches!(self.response.status, 100..=199 | 204 | 205 | 304)
    }

    /// The body as the value that schema and example speak about: parsed JSON, else the text as one string.
    pub(super) fn body(&self) -> Option<&Value> {
        if self.is_bodiless() {
            None
        } else if self.is_json() {
            self.json().ok()
        } else {
            let text = || self.response.body.text().map(|text| Value::String(text.to_owned()));
            self.text.get_or_init(text).as_ref()
        }
    }

    /// The bytes of the body as JSON, whatever they are said to be; parsed once.
    pub(super) fn json(&self) -> Result<&Value, &serde_json::Error> {
        self.json.get_or_init(|| serde_json::from_slice(&self.response.body.0)).as_ref()
    }

    /// The values of a header, one for each field of that name.
    pub(super) fn header_values<'n>(&self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let fields = self.response.headers.iter();
        fields.filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// Whether the document says that this header differs from run to run: `header.<name>` in `x-volatile`.
    pub(super) fn header_is_volatile(&self, name: &str) -> bool {
        let entries = self.transaction.expected.volatile.iter();
        entries
            .filter_map(|entry| entry.strip_prefix("header."))
            .any(|header| header.eq_ignore_ascii_case(name))
    }

    /// The operation for a sentence: `getUser` or `GET /users/{id}`.
    pub(super) fn operation(&self) -> Cow<'a, str> {
        let operation = &self.transaction.operation;
        operation.id.as_deref().map_or_else(|| Cow::Owned(operation.label()), Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::specimen::Specimen;

    #[test]
    fn the_body_is_made_once_for_all_checks() {
        for specimen in [Specimen::pets(), Specimen::text("Rex")] {
            let document = specimen.document();
            let exchange = specimen.under_check(&document);
            let (first, second) = (exchange.body().expect("a body"), exchange.body().expect("a body"));
            assert!(std::ptr::eq(first, second), "{first}");
        }
    }

    #[test]
    fn what_is_no_json_is_no_body_where_json_is_promised() {
        let specimen = Specimen::pets().body("{");
        let document = specimen.document();
        let exchange = specimen.under_check(&document);
        assert!(exchange.body().is_none() && exchange.json().is_err());
    }
}
