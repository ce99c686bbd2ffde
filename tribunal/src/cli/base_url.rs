//! Where the server listens when nobody says.

use url::{Host, Url};

use super::{args::RunArgs, place::free_port};
use crate::{
    document::{Document, view},
    run::RemoteServer,
};

/// The base URL of a run, as far as it is known before the document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl {
    pub(super) url: String,
    /// Whether the user has said it. Else the path of the document's own server comes behind it.
    pub(super) given: bool,
}

impl BaseUrl {
    /// What the user says; else the address of a document that a server of this machine gives; else a free port, if we
    /// start the server.
    ///
    /// An address elsewhere is never guessed: examples write and delete. The error is one message.
    pub(super) fn of(args: &RunArgs) -> Result<Self, String> {
        if let Some(url) = &args.base_url {
            RemoteServer::new(url)?;
            return Ok(Self { url: url.clone(), given: true });
        }
        let document = args.document.as_deref().unwrap_or_default();
        let url = match (origin_here(document), &args.server.server) {
            (Some(origin), _) => origin,
            (None, Some(_)) => {
                let port = free_port("127.0.0.1", &[]).ok_or("--server: no port is free for it")?;
                format!("http://127.0.0.1:{port}")
            }
            (None, None) => {
                return Err(format!(
                    "the BASE-URL is missing: say where the server listens, `tribunal run {document} \
                     http://127.0.0.1:8080`, or what starts it, --server 'COMMAND'"
                ));
            }
        };
        Ok(Self { url, given: false })
    }

    /// Whether the document is one of the server that we start: it is not there before that stands.
    pub(super) fn gives(&self, args: &RunArgs) -> bool {
        let origin = |url: &str| Url::parse(url).ok().filter(Url::has_host).map(|url| url.origin());
        let document = origin(args.document.as_deref().unwrap_or_default());
        args.server.server.is_some() && document.is_some() && document == origin(&self.url)
    }

    /// The path that all operations begin with, where the document alone says it.
    pub(super) fn path(&self, document: &Document) -> String {
        if self.given { String::new() } else { path(document.file_name(), &view::servers(document)) }
    }
}

/// The likeliest for a server of this machine, to be written into a file.
pub(super) fn likely(document: &Document) -> String {
    let servers = view::servers(document);
    let here = servers.iter().find_map(|url| {
        let url = Url::parse(url).ok()?;
        is_here(&url).then(|| url.as_str().trim_end_matches('/').to_owned())
    });
    here.unwrap_or_else(|| format!("http://127.0.0.1:8080{}", path(document.file_name(), &servers)))
}

/// The path of the first server that this machine may be, else of the first one. They are relative to where the document
/// is found (`OpenAPI` 3.1.1, Server Object).
fn path(found: &str, servers: &[String]) -> String {
    let found = Url::parse(found).ok().filter(Url::has_host);
    let Some(base) = found.or_else(|| Url::parse("http://localhost/").ok()) else { return String::new() };
    let urls: Vec<Url> = servers.iter().filter_map(|url| base.join(url).ok()).collect();
    let url = urls.iter().find(|url| is_here(url)).or(urls.first());
    url.map(|url| url.path().trim_end_matches('/').to_owned()).unwrap_or_default()
}

/// Scheme, host and port of an address of this machine.
fn origin_here(location: &str) -> Option<String> {
    let url = Url::parse(location).ok().filter(is_here)?;
    Some(url.origin().ascii_serialization())
}

fn is_here(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.is_loopback(),
            None => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_that_of_a_server_of_this_machine_else_of_the_first() {
        let (file, address) = ("docs/openapi.yaml", "http://localhost:8000/docs/openapi.yaml");
        for (found, servers, expected) in [
            (file, &[][..], ""),
            (address, &[], ""),
            (file, &["/"], ""),
            (file, &["https://api.example.com/v1/"], "/v1"),
            (file, &["https://api.example.com/v1", "http://localhost:3000/api"], "/api"),
            (file, &["https://api.example.com", "v2"], "/v2"),
            (address, &["v2"], "/docs/v2"),
            (address, &["/v2"], "/v2"),
            (file, &["http://["], ""),
        ] {
            let servers: Vec<String> = servers.iter().map(ToString::to_string).collect();
            assert_eq!(path(found, &servers), expected, "{found} {servers:?}");
        }
    }

    #[test]
    fn only_addresses_of_this_machine_are_taken_for_the_server() {
        for (location, expected) in [
            ("http://localhost:8000/openapi.json", Some("http://localhost:8000")),
            ("https://127.0.0.1/docs/openapi.json?format=json", Some("https://127.0.0.1")),
            ("http://[::1]:8000/openapi.json", Some("http://[::1]:8000")),
            ("http://me:hunter2@localhost:8000/openapi.json", Some("http://localhost:8000")),
            ("https://api.example.com/openapi.json", None),
            ("openapi.json", None),
        ] {
            assert_eq!(origin_here(location).as_deref(), expected, "{location}");
        }
    }
}
