//! Files of web servers.

use std::{sync::Arc, thread};

use reqwest::{Client, redirect::Policy};
use rustls::{ClientConfig, crypto::ring};
use url::Url;

use super::{budget::Budget, local};

/// How often a server may send us on.
const MAX_REDIRECTS: usize = 5;

/// The text at an address, and the address it was found at in the end. Servers of references do not send us on, unless
/// they may lead anywhere: the other address could be one that only this machine can reach.
pub(super) fn fetch(url: &Url, redirects: bool, budget: &mut Budget) -> Result<(String, Url), String> {
    let (time, bytes) = (budget.time()?, budget.bytes());
    // A thread of its own: whoever loads a document may be inside of a runtime, which must not be blocked on here.
    let fetched = thread::scope(|scope| {
        let running = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let runtime = runtime.map_err(|error| format!("no runtime: {error}"))?;
            runtime.block_on(async {
                let fetching = download(url, redirects, bytes);
                tokio::time::timeout(time, fetching).await.map_err(|_| budget.late())?
            })
        });
        running.join().unwrap_or_else(|_| Err("the download has broken down".to_owned()))
    });
    let (body, url) = fetched?;
    budget.take(body.len())?;
    Ok((local::text(body)?, url))
}

async fn download(url: &Url, redirects: bool, bytes: u64) -> Result<(Vec<u8>, Url), String> {
    let told = |error: reqwest::Error| plain(&error);
    let policy = if redirects { Policy::limited(MAX_REDIRECTS) } else { Policy::none() };
    let client = client(policy)?;
    let accept = "application/yaml, application/json, text/yaml, */*;q=0.5";
    let mut response = client.get(url.clone()).header("accept", accept).send().await.map_err(told)?;
    let status = response.status();
    if status.is_redirection() {
        return Err(format!("the server answers {status} and names another address"));
    }
    if !status.is_success() {
        return Err(format!("the server answers {status}"));
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(told)? {
        body.extend_from_slice(&chunk);
        if u64::try_from(body.len()).is_ok_and(|read| read > bytes) {
            break;
        }
    }
    Ok((body, response.url().clone()))
}

/// Speaks http and https; certificates are those the system trusts.
fn client(policy: Policy) -> Result<Client, String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = Client::builder().redirect(policy).tls_backend_preconfigured(tls);
    client.user_agent(concat!("tribunal/", env!("CARGO_PKG_VERSION"))).build().map_err(|error| plain(&error))
}

/// The whole chain of reasons: the first says no more than that a request has failed.
fn plain(error: &reqwest::Error) -> String {
    let mut reasons = vec![error.to_string()];
    let mut source = std::error::Error::source(error);
    while let Some(reason) = source {
        reasons.push(reason.to_string());
        source = reason.source();
    }
    reasons.dedup();
    reasons.join(": ")
}
