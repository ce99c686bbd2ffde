//! What each slot has for itself, and how the programs that we start learn of it.

use std::net::TcpListener;

use rand::RngExt as _;
use url::Url;

use super::{
    base_url::BaseUrl,
    database::{VARIABLE, portable},
};

/// The variable that tells a program the number of its slot, from 1.
const SLOT: &str = "TRIBUNAL_SLOT";
/// The variable that tells a server where to listen (<https://12factor.net/port-binding>).
const PORT: &str = "PORT";
/// What stands for the port in a command line.
const IN_COMMAND: &str = "{port}";
/// Where further servers listen: below the ports that systems give to connections of their own.
const PORTS: std::ops::Range<u16> = 30_000..32_768;
/// How many of those are tried.
const TRIES: usize = 200;

/// One slot's place: where its server listens and what it works on.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// From 1.
    pub(super) number: usize,
    /// How many there are.
    of: usize,
    pub(super) base_url: String,
    /// Whether the user has said where that is.
    given: bool,
    port: Option<u16>,
    /// The URL of its database, where one is known.
    pub(super) database: Option<String>,
}

impl Place {
    /// The first of so many.
    pub(super) fn first(of: usize, base_url: &BaseUrl, database: Option<String>) -> Self {
        let BaseUrl { url, given } = base_url.clone();
        let port = Url::parse(&url).ok().and_then(|url| url.port_or_known_default());
        Self { number: 1, of, base_url: url, given, port, database }
    }

    /// A further one, on a port of the same host that is free and none of the others'.
    pub(super) fn further(
        &self,
        number: usize,
        database: Option<String>,
        others: &[Self],
    ) -> Result<Self, String> {
        let failed = || format!("slot {number}: no port is free for its server beside {}", self.base_url);
        let mut url = Url::parse(&self.base_url).map_err(|_| failed())?;
        let port = free_port(url.host_str().unwrap_or_default(), others).ok_or_else(failed)?;
        url.set_port(Some(port)).map_err(|()| failed())?;
        let base_url = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { number, of: self.of, base_url, given: false, port: Some(port), database })
    }

    /// The same server and database under another number.
    pub(super) fn shared(&self, number: usize) -> Self {
        Self { number, ..self.clone() }
    }

    /// Where its server listens.
    pub(super) fn address(&self) -> Option<(String, u16)> {
        let host = Url::parse(&self.base_url).ok()?.host_str()?.trim_matches(['[', ']']).to_owned();
        Some((host, self.port?))
    }

    /// What a server and a reset command find in their environment.
    pub(super) fn variables(&self) -> Vec<(String, String)> {
        let port = self.port.map(|port| (PORT.to_owned(), port.to_string()));
        self.variables_of_hooks().into_iter().chain(port).collect()
    }

    /// The same for hook handlers, which listen on a port of their own.
    pub(super) fn variables_of_hooks(&self) -> Vec<(String, String)> {
        let database = self.database.as_deref().map(|url| (VARIABLE.to_owned(), portable(url)));
        [(SLOT.to_owned(), self.number.to_string())].into_iter().chain(database).collect()
    }

    /// A command line with this place's port.
    pub(super) fn told(&self, command: &str) -> String {
        match self.port {
            Some(port) => command.replace(IN_COMMAND, &port.to_string()),
            None => command.to_owned(),
        }
    }

    /// Which one, for messages: empty where there is only one.
    pub(super) fn named(&self) -> String {
        if self.of == 1 { String::new() } else { format!(" of slot {}", self.number) }
    }

    /// What each line of its programs begins with that is repeated.
    pub(super) fn label(&self) -> String {
        if self.of == 1 { String::new() } else { format!("slot {}: ", self.number) }
    }

    /// What is to be said of a server that does not come up at a port that we chose.
    pub(super) fn hint(&self) -> Option<String> {
        let told = format!("told by `{IN_COMMAND}` in the command and by the variable {PORT}");
        match (self.number, self.given) {
            (1, true) => None,
            (1, false) => {
                Some(format!("it must listen there, {told}; or say with BASE-URL where it listens"))
            }
            _ => Some(format!(
                "with -j {} there is a server for each slot, and each must listen on its own port, {told}",
                self.of
            )),
        }
    }
}

/// A port of this host that is free and none of the others'.
pub(super) fn free_port(host: &str, others: &[Place]) -> Option<u16> {
    let host = host.trim_matches(['[', ']']);
    let mut random = rand::rng();
    let mut ports = std::iter::repeat_with(|| random.random_range(PORTS)).take(TRIES);
    ports.find(|port| {
        others.iter().all(|other| other.port != Some(*port)) && TcpListener::bind((host, *port)).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(url: &str) -> BaseUrl {
        BaseUrl { url: url.to_owned(), given: true }
    }

    #[test]
    fn a_further_place_has_the_same_path_and_a_port_of_its_own() {
        let first = Place::first(2, &said("http://127.0.0.1:5000/v1"), None);
        assert_eq!((first.told("run {port}").as_str(), first.named().as_str()), ("run 5000", " of slot 1"));
        let second = first.further(2, Some("sqlite:/tmp/x.db".to_owned()), &[]).unwrap();
        let port = second.told("{port}");
        assert_eq!(second.base_url, format!("http://127.0.0.1:{port}/v1"));
        assert!(PORTS.contains(&port.parse().unwrap()));
        let expected =
            [("TRIBUNAL_SLOT", "2"), ("DATABASE_URL", "sqlite:////tmp/x.db"), ("PORT", port.as_str())];
        assert_eq!(second.variables(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn one_place_alone_is_not_numbered_in_messages() {
        let only = Place::first(1, &said("http://localhost"), None);
        assert_eq!((only.named(), only.label(), only.hint()), (String::new(), String::new(), None));
        assert_eq!(only.told("{port}"), "80");
    }
}
