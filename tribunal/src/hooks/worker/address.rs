//! Where a server is, in the parts that Dredd's transactions name it by.

use url::Url;

/// A base URL in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// `http:`
    pub(super) protocol: String,
    pub(super) host: String,
    /// Empty for the protocol's own.
    pub(super) port: String,
    /// What all paths begin with: empty or `/v1`.
    pub(super) path: String,
}

impl Address {
    pub(super) fn of(base_url: &str) -> Self {
        let Ok(url) = Url::parse(base_url) else { return Self::default() };
        Self {
            protocol: format!("{}:", url.scheme()),
            host: url.host_str().unwrap_or_default().to_owned(),
            port: url.port().map(|port| port.to_string()).unwrap_or_default(),
            path: url.path().trim_end_matches('/').to_owned(),
        }
    }

    /// Scheme, host and port: `http://127.0.0.1:8080`.
    pub(super) fn origin(&self) -> String {
        let colon = if self.port.is_empty() { "" } else { ":" };
        format!("{}//{}{colon}{}", self.protocol, self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn a_base_url_has_parts() {
        let address = Address::of("http://127.0.0.1:8080/v1/");
        assert_eq!((address.port.as_str(), address.path.as_str()), ("8080", "/v1"));
        assert_eq!(address.origin(), "http://127.0.0.1:8080");
        assert_eq!(Address::of("http://shop.example").origin(), "http://shop.example");
    }
}
