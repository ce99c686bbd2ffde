//! TLS: whom to trust is what the system trusts, or the file that `SSL_CERT_FILE` names.

use std::error::Error;

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;

/// A connector for https (HTTP/1.1) and http addresses.
///
/// The error is a sentence: nothing can be trusted here.
pub(crate) fn connector(http: HttpConnector) -> Result<HttpsConnector<HttpConnector>, String> {
    let builder = HttpsConnectorBuilder::new().with_native_roots();
    let builder = builder.map_err(|error| format!("the system's certificates cannot be read: {error}"))?;
    Ok(builder.https_or_http().enable_http1().wrap_connector(http))
}

/// What is to be done about a certificate that is not trusted.
pub(super) fn explained(cause: &(dyn Error + 'static)) -> Option<String> {
    let said = cause.to_string();
    let untrusted = said.contains("UnknownIssuer") || said.contains("CaUsedAsEndEntity");
    untrusted.then(|| format!("{said}; SSL_CERT_FILE=ca.pem names whom to trust"))
}
