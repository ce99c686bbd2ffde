//! Names and ids of transactions.
//!
//! A name is Dredd's (`dredd-transactions`, `compileTransactionName`), without the API's title since one document is
//! loaded. An id is ours: unique, and the same as long as the example it stands for keeps its operation, status
//! and name.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{OperationRef, Origin, pairing::Case};
use crate::document::{Document, OpenApiVersion, view::Operation};

/// Dredd's coordinates of a case.
pub(super) fn origin(
    document: &Document,
    operation: &Operation<'_>,
    case: &Case<'_, '_>,
    group: &str,
) -> Origin {
    let status = case.response.status;
    let of_content = case.media.map(|media| media.name);
    // Of a Swagger 2.0 response without an example of its own, it is what the operation produces.
    let said = case.response.produces.filter(|_| case.example.is_none());
    let media = said.unwrap_or(of_content);
    Origin {
        filename: document.file_name().to_owned(),
        api_name: document.title().to_owned(),
        resource_group_name: group.to_owned(),
        resource_name: titled(operation.path_summary, &href(document, operation)),
        action_name: titled(operation.summary, &operation.reference.method),
        example_name: media.map_or_else(|| status.to_owned(), |media| format!("{status} > {media}")),
    }
}

/// What JavaScript's `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// A variable of a URI template, as Dredd's parsers write one: that of Swagger 2.0 encodes what the other leaves.
fn variable(document: &Document, name: &str) -> String {
    let encoded = utf8_percent_encode(name, COMPONENT).to_string();
    if document.version() != OpenApiVersion::V2_0 {
        return encoded;
    }
    let marks = |c: char| "-.!~*'()".contains(c).then(|| format!("%{:x}", u32::from(c)));
    encoded.chars().map(|c| marks(c).unwrap_or_else(|| c.to_string())).collect()
}

/// The path with the query that all its operations share: `/pets{?limit}`.
fn href(document: &Document, operation: &Operation<'_>) -> String {
    let mut names: Vec<String> = Vec::new();
    for (name, explode) in &operation.path_query {
        let name = variable(document, name);
        if !names.iter().any(|known| known.trim_end_matches('*') == name) {
            names.push(if *explode { format!("{name}*") } else { name });
        }
    }
    let path = &operation.reference.path;
    if names.is_empty() { path.clone() } else { format!("{path}{{?{}}}", names.join(",")) }
}

/// A summary that is empty is none (`dredd-transactions`, `compileOrigin`).
fn titled(summary: Option<&str>, otherwise: &str) -> String {
    summary.filter(|summary| !summary.is_empty()).unwrap_or(otherwise).to_owned()
}

/// Dredd's name.
pub(super) fn name(origin: &Origin) -> String {
    let parts =
        [&origin.resource_group_name, &origin.resource_name, &origin.action_name, &origin.example_name];
    let named: Vec<&str> = parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    named.join(" > ")
}

/// Gives ids, each once.
#[derive(Default)]
pub(super) struct Ids {
    /// Which operation has a label; a second one of the same `operationId` is called by method and path.
    labels: HashMap<String, OperationRef>,
    given: HashMap<String, usize>,
}

impl Ids {
    /// The id of a case: `<operation>/<status>[/<example>]`. Where that is taken, the media type of the response
    /// and then of the request tells the cases apart; the one that stands first in the document keeps the short id.
    pub(super) fn give(&mut self, operation: &OperationRef, case: &Case<'_, '_>) -> String {
        let example = case.name.map(|name| format!("/{name}")).unwrap_or_default();
        let short = format!("{}/{}{example}", self.label(operation), case.status);
        let response = case.media.map(|media| format!("{short} ({})", media.essence()));
        let request = case.body.map(|media| {
            let prefix = response.as_ref().unwrap_or(&short);
            format!("{prefix} <- {}", media.essence())
        });
        let candidates = [Some(short.clone()), response, request];
        let free = candidates.into_iter().flatten().find(|id| !self.given.contains_key(id));
        let numbered = format!("{short} #{}", self.given.get(&short).copied().unwrap_or_default() + 1);
        let id = free.unwrap_or(numbered);
        *self.given.entry(short).or_default() += 1;
        self.given.entry(id.clone()).or_insert(1);
        id
    }

    fn label(&mut self, operation: &OperationRef) -> String {
        let label = operation.label();
        let owner = self.labels.entry(label.clone()).or_insert_with(|| operation.clone());
        if owner.pointer == operation.pointer {
            label
        } else {
            format!("{} {}", operation.method, operation.path)
        }
    }
}
