//! What proves who is asking.

use super::operation::Reader;
use crate::document::Node;

/// Where a credential travels.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A header of that name.
    Header(String),
    /// A query parameter of that name.
    Query(String),
    /// A cookie of that name.
    Cookie(String),
}

/// What an operation asks for.
#[derive(Clone, Debug, Default)]
pub struct Security {
    /// Whether every request needs credentials: no alternative is empty (`OpenAPI` 3.1.1, Security Requirement Object).
    pub required: bool,
    /// Where the credentials of all its schemes travel.
    pub credentials: Vec<Credential>,
}

impl Security {
    /// The operation's own requirement, else the document's.
    pub(super) fn read<'d>(reader: &mut Reader<'d>, operation: &Node<'d>) -> Self {
        let root = reader.document.root_node();
        let Some(list) = operation.get("security").or_else(|| root.get("security")) else {
            return Self::default();
        };
        let mut security = Self { required: list.items().next().is_some(), credentials: Vec::new() };
        for alternative in list.items() {
            if alternative.members().next().is_none() {
                security.required = false;
            }
            for (name, place) in alternative.members() {
                let scheme = root
                    .get("components")
                    .and_then(|node| node.get("securitySchemes"))
                    .and_then(|n| n.get(name));
                let Some(scheme) = scheme else {
                    let message =
                        format!("security scheme `{name}` does not stand in `components.securitySchemes`");
                    reader.structure(&place.pointer, message);
                    continue;
                };
                let Some(scheme) = reader.follow(scheme) else { continue };
                security.credentials.extend(credential(&scheme));
            }
        }
        security
    }

    /// The headers among the credentials.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.credentials.iter().filter_map(|credential| match credential {
            Credential::Header(name) => Some(name.as_str()),
            Credential::Query(_) | Credential::Cookie(_) => None,
        })
    }
}

fn credential(scheme: &Node<'_>) -> Option<Credential> {
    match (scheme.text("type")?, scheme.text("in"), scheme.text("name")) {
        ("apiKey", Some("header"), Some(name)) => Some(Credential::Header(name.to_owned())),
        ("apiKey", Some("query"), Some(name)) => Some(Credential::Query(name.to_owned())),
        ("apiKey", Some("cookie"), Some(name)) => Some(Credential::Cookie(name.to_owned())),
        ("http" | "basic" | "oauth2" | "openIdConnect", _, _) => {
            Some(Credential::Header("Authorization".to_owned()))
        }
        _ => None,
    }
}
