//! Files of web servers.

use std::{error::Error, thread};

use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use url::Url;

use super::{budget::Budget, local};
use crate::transport::tls;

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

/// Speaks http and https; certificates are those the system trusts.
async fn download(url: &Url, redirects: bool, bytes: u64) -> Result<(Vec<u8>, Url), String> {
    let mut connector = HttpConnector::new();
    connector.enforce_http(false);
    let client: Client<_, String> = Client::builder(TokioExecutor::new()).build(tls::connector(connector)?);
    let mut url = url.clone();
    for _ in 0..=MAX_REDIRECTS {
        let request = Request::get(url.as_str())
            .header(header::USER_AGENT, concat!("tribunal/", env!("CARGO_PKG_VERSION")))
            .header(header::ACCEPT, "application/yaml, application/json, text/yaml, */*;q=0.5")
            .body(String::new())
            .map_err(|error| error.to_string())?;
        let response = client.request(request).await.map_err(|error| plain(&error))?;
        let status = response.status();
        if status.is_success() {
            return Ok((content(response.into_body(), bytes).await?, url));
        }
        let location = response.headers().get(header::LOCATION).filter(|_| status.is_redirection());
        match location.and_then(|location| url.join(location.to_str().ok()?).ok()) {
            Some(next) if redirects && matches!(next.scheme(), "http" | "https") => url = next,
            Some(_) => return Err(format!("the server answers {status} and names another address")),
            None => return Err(format!("the server answers {status}")),
        }
    }
    Err(format!("the server answers {} more than {MAX_REDIRECTS} times", StatusCode::FOUND))
}

/// The content, or a little more than there may be of it.
async fn content(mut body: hyper::body::Incoming, bytes: u64) -> Result<Vec<u8>, String> {
    let mut content = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| plain(&error))?;
        content.extend_from_slice(frame.data_ref().map(AsRef::as_ref).unwrap_or_default());
        if u64::try_from(content.len()).is_ok_and(|read| read > bytes) {
            break;
        }
    }
    Ok(content)
}

/// The whole chain of reasons: the first says no more than that a request has failed.
fn plain(error: &dyn Error) -> String {
    let mut reasons = vec![error.to_string()];
    let mut source = error.source();
    while let Some(reason) = source {
        reasons.push(reason.to_string());
        source = reason.source();
    }
    reasons.dedup();
    reasons.join(": ")
}
