//! A server elsewhere: started by somebody else, known by its base URL alone.

use std::time::Duration;

use tokio::net::TcpStream;
use url::Url;

use crate::{
    isolation::without_password,
    run::{Instance, Server, ServerError},
};

/// A server that runs already, in whatever language. It is neither prepared nor started nor stopped.
#[derive(Clone, Debug)]
pub struct RemoteServer {
    base_url: String,
    known_as: Option<String>,
    connect: Duration,
}

impl RemoteServer {
    /// The server at a base URL: `http://127.0.0.1:8080` or `http://127.0.0.1:8080/v1`.
    ///
    /// # Errors
    /// A sentence: the text is no http(s) URL, or holds what a base URL cannot have.
    pub fn new(base_url: &str) -> Result<Self, String> {
        if !base_url.contains("://") {
            return Err(format!("`{base_url}` is not a URL: write `http://{base_url}`"));
        }
        let url = Url::parse(base_url)
            .map_err(|error| format!("`{}` is not a URL: {error}", without_password(base_url)))?;
        let shown = without_password(base_url);
        match (url.scheme(), url.host(), url.query(), url.fragment()) {
            ("http" | "https", Some(_), None, None) => Ok(Self {
                base_url: url.as_str().trim_end_matches('/').to_owned(),
                known_as: None,
                connect: Duration::from_secs(5),
            }),
            ("http" | "https", Some(_), ..) => {
                Err(format!("`{shown}`: a base URL has no query and no fragment"))
            }
            _ => Err(format!("`{shown}` is not an http or https URL with a host")),
        }
    }

    /// One of several alike, which stands in for that other one: see [`Instance::known_as`].
    #[must_use]
    pub fn known_as(mut self, other: &Self) -> Self {
        self.known_as = (other.base_url != self.base_url).then(|| other.base_url.clone());
        self
    }
}

impl Server for RemoteServer {
    type Instance = RemoteInstance;

    async fn prepare(&self, _database_url: &str) -> Result<(), ServerError> {
        Ok(())
    }

    /// Proves that somebody listens there.
    async fn start(&self, _database_url: &str) -> Result<RemoteInstance, ServerError> {
        probe(&self.base_url, self.connect).await?;
        Ok(RemoteInstance { base_url: self.base_url.clone(), known_as: self.known_as.clone() })
    }
}

/// The connection to a server elsewhere.
#[derive(Clone, Debug)]
pub struct RemoteInstance {
    base_url: String,
    known_as: Option<String>,
}

impl Instance for RemoteInstance {
    fn base_url(&self) -> &str {
        &self.base_url
    }

    fn known_as(&self) -> Option<&str> {
        self.known_as.as_deref()
    }

    /// Each request has been answered or given up by now; what the server does afterwards is not to be seen from here.
    async fn settle(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn reset(&self) -> Result<(), ServerError> {
        Ok(())
    }

    async fn stop(self) -> Result<(), ServerError> {
        Ok(())
    }
}

/// Connects once, so that a server that is not there is one error and not one for each transaction.
async fn probe(base_url: &str, limit: Duration) -> Result<(), ServerError> {
    let url = Url::parse(base_url)?;
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = url.port_or_known_default().unwrap_or(80);
    let base_url = without_password(base_url);
    match tokio::time::timeout(limit, TcpStream::connect((host.as_str(), port))).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(format!("nothing answers at {base_url}: {error}").into()),
        Err(_) => Err(format!("nothing answers at {base_url} within {limit:?}").into()),
    }
}
