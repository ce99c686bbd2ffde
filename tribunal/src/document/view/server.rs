//! Where operations are served (`OpenAPI` 3.1.1, Server Object), as far as it tells apart operations of one document.

use url::Url;

use super::operation::Reader;
use crate::document::{Document, Node};

/// How an operation's server relates to the document's own, which the run's base URL stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// What its path begins with, below the document's own server.
    pub prefix: String,
    /// The address it is served at, if that lies nowhere below the document's own server.
    pub elsewhere: Option<String>,
}

impl Served {
    /// Compares the operation's servers, else the path item's, with the document's.
    pub(super) fn read<'d>(reader: &mut Reader<'d>, item: &Node<'d>, operation: &Node<'d>) -> Self {
        let own = [operation, item].into_iter().find_map(|owner| owner.get("servers"));
        let Some(own) = own.map(|list| addresses(reader, &list)).filter(|own| !own.is_empty()) else {
            return Self::default();
        };
        let root = reader.document.root_node().get("servers");
        let mut common = root.map(|list| addresses(reader, &list)).unwrap_or_default();
        if common.is_empty() {
            common.push("/".to_owned());
        }
        let prefix = own.iter().flat_map(|own| common.iter().filter_map(|common| below(common, own))).next();
        match prefix {
            Some(prefix) => Self { prefix, elsewhere: None },
            None => Self { prefix: String::new(), elsewhere: own.into_iter().next() },
        }
    }
}

/// The addresses of the document's own servers, variables replaced by their defaults. They may be relative to where the
/// document is found; what has no address is left out.
pub fn servers(document: &Document) -> Vec<String> {
    let list = document.root_node().get("servers");
    list.map(|list| addresses(&mut Reader::of(document), &list)).unwrap_or_default()
}

/// The addresses of a list of servers, variables replaced by their defaults.
fn addresses<'d>(reader: &mut Reader<'d>, list: &Node<'d>) -> Vec<String> {
    list.items().filter_map(|server| address(reader, &server)).collect()
}

fn address<'d>(reader: &mut Reader<'d>, server: &Node<'d>) -> Option<String> {
    let Some(template) = server.text("url") else {
        reader.structure(&server.pointer, "a server needs `url`".to_owned());
        return None;
    };
    let mut address = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        let variable = server.get("variables").and_then(|variables| variables.get(name));
        let Some(value) = variable.as_ref().and_then(|variable| variable.text("default")) else {
            let place = variable.map_or_else(|| server.pointer.join("url"), |variable| variable.pointer);
            let message = format!("server variable `{name}` has no default: give it one under `variables`");
            reader.structure(&place, message);
            return None;
        };
        address.push_str(before);
        address.push_str(value);
        rest = behind;
    }
    address.push_str(rest);
    Some(address)
}

/// What `own` adds to the path of `common`; `None` if it is not below it.
fn below(common: &str, own: &str) -> Option<String> {
    // Addresses may be relative to the document's own, which says nothing of where the server under test is.
    let base = Url::parse("http://document.invalid/").ok()?;
    let (common, own) = (base.join(common).ok()?, base.join(own).ok()?);
    let relative = own.host() == base.host();
    if !relative
        && (common.host(), common.port_or_known_default()) != (own.host(), own.port_or_known_default())
    {
        return None;
    }
    let rest = own.path().trim_end_matches('/').strip_prefix(common.path().trim_end_matches('/'))?;
    (rest.is_empty() || rest.starts_with('/')).then(|| rest.to_owned())
}
