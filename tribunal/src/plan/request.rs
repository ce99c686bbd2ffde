//! The request of a transaction, put together of chosen values.

use super::{
    body, serialize,
    values::{self, Pairs},
};
use crate::{
    document::{
        Document, Position,
        view::{Credential, Location, MediaType, Operation, Parameter},
    },
    transport::{Body, Headers, Request},
};

/// A request, and why it cannot be sent as it is.
pub(super) struct Built {
    pub(super) request: Request,
    pub(super) missing: Vec<Missing>,
}

/// Something a request needs and the document does not give.
pub(super) struct Missing {
    pub(super) message: String,
    /// Whether the document is at fault.
    pub(super) defect: bool,
    pub(super) position: Position,
}

/// What a request is made for.
pub(super) struct Wanted<'w, 'd> {
    /// The pair's example name.
    pub(super) name: Option<&'w str>,
    /// Names that belong to pairs.
    pub(super) pairs: &'w Pairs<'w>,
    /// The request body's media type.
    pub(super) body: Option<&'w MediaType<'d>>,
    /// The media type of the response, for `Accept`.
    pub(super) accept: Option<&'w str>,
    /// Whether credentials are left out.
    pub(super) anonymous: bool,
}

/// Puts the request together.
pub(super) fn build(document: &Document, operation: &Operation<'_>, wanted: &Wanted<'_, '_>) -> Built {
    let mut missing = Vec::new();
    let mut path = [operation.served.prefix.as_str(), operation.reference.path.as_str()].concat();
    if let Some(address) = &operation.served.elsewhere {
        let position = document.position(&operation.node.pointer);
        missing.push(Missing {
            message: format!(
                "it is served at {address}, not at the document's own server; a hook can set that"
            ),
            position,
            defect: false,
        });
    }
    let (mut query, mut cookies) = (Vec::new(), Vec::new());
    let mut headers = Headers::new();
    if let Some(accept) = wanted.accept {
        headers.set("Accept", acceptable(accept));
    }
    for parameter in &operation.parameters {
        if wanted.anonymous && is_credential(operation, parameter) {
            continue;
        }
        let Some(chosen) = values::of_parameter(document, parameter, wanted.name, wanted.pairs) else {
            if parameter.required {
                missing.push(no_value(document, parameter));
            }
            continue;
        };
        match parameter.location {
            Location::Path => {
                let text = serialize::path(parameter, &chosen);
                if text.is_empty() {
                    missing.push(no_value(document, parameter));
                }
                path = path.replace(&format!("{{{}}}", parameter.name), &text);
            }
            Location::QueryString => query.extend(serialize::whole_query(parameter, &chosen)),
            Location::Query => query.extend(serialize::query(parameter, &chosen)),
            Location::Header => headers.set(parameter.name, serialize::header(parameter, &chosen)),
            Location::Cookie => cookies.extend(serialize::cookie(parameter, &chosen)),
        }
    }
    for name in undocumented(operation) {
        let position = document.position(&operation.node.pointer);
        let message =
            format!("path parameter `{name}` is not documented: add it to `parameters` with an example");
        missing.push(Missing { message, position, defect: true });
    }
    if !cookies.is_empty() {
        headers.set("Cookie", cookies.join("; "));
    }
    let body = payload(document, operation, wanted, &mut headers, &mut missing);
    let uri = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
    let method = operation.reference.method.clone();
    Built { request: Request { method, uri, headers, body, base_url: None }, missing }
}

fn payload(
    document: &Document,
    operation: &Operation<'_>,
    wanted: &Wanted<'_, '_>,
    headers: &mut Headers,
    missing: &mut Vec<Missing>,
) -> Body {
    let Some(media) = wanted.body else { return Body::default() };
    let Some(chosen) = values::of_body(document, media, wanted.name, wanted.pairs) else {
        if operation.body_required {
            let message = format!("the required {} body has no value: add an example to it", media.name);
            missing.push(Missing { message, position: document.position(&media.node.pointer), defect: true });
        }
        return Body::default();
    };
    match body::encode(document, media, &chosen) {
        Ok(encoded) => {
            headers.set("Content-Type", encoded.content_type);
            encoded.body
        }
        Err(message) => {
            missing.push(Missing { message, position: document.position(&media.node.pointer), defect: true });
            Body::default()
        }
    }
}

fn no_value(document: &Document, parameter: &Parameter<'_>) -> Missing {
    let (place, name) = (parameter.location.as_str(), parameter.name);
    Missing {
        message: format!(
            "required {place} parameter `{name}` has no value: add `example` to it or to its schema"
        ),
        position: document.position(&parameter.node.pointer),
        defect: true,
    }
}

/// Whether an operation's parameter is what a security scheme sends.
fn is_credential(operation: &Operation<'_>, parameter: &Parameter<'_>) -> bool {
    operation.security.credentials.iter().any(|credential| match (credential, parameter.location) {
        (Credential::Header(name), Location::Header) => name.eq_ignore_ascii_case(parameter.name),
        (Credential::Query(name), Location::Query) | (Credential::Cookie(name), Location::Cookie) => {
            name == parameter.name
        }
        _ => false,
    })
}

/// The media type as a range to accept: `charset` says nothing there (RFC 9110 section 12.5.1).
fn acceptable(name: &str) -> String {
    let parts = name.split(';').map(str::trim);
    let kept: Vec<_> = parts.filter(|part| !part.to_ascii_lowercase().starts_with("charset=")).collect();
    kept.join(";")
}

/// The names in the path template that no parameter describes.
fn undocumented<'o>(operation: &'o Operation<'_>) -> impl Iterator<Item = &'o str> {
    let pieces = operation.reference.path.split('{').skip(1);
    let names = pieces.filter_map(|piece| piece.split_once('}')).map(|(name, _)| name);
    names.filter(|name| {
        let describes = |p: &Parameter<'_>| p.location == Location::Path && p.name == *name;
        !operation.parameters.iter().any(describes)
    })
}
