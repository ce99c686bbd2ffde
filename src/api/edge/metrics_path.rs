//! The metrics stand in the document at one path and may be served at another, or nowhere.

use poem::Request;
use poem::http::Uri;
use poem::http::uri::PathAndQuery;

/// Where the document has them.
const DOCUMENTED: &str = "/metrics";
/// Where nothing is, whatever the document says.
const NOWHERE: &str = "/-";

/// Sends a request for the configured path to the metrics, and one for the documented path away from them.
pub(super) fn resolve(request: &mut Request, configured: &str) {
    if configured == DOCUMENTED {
        return;
    }
    let target = match request.uri().path() {
        path if path == configured => DOCUMENTED,
        DOCUMENTED => NOWHERE,
        _ => return,
    };
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::from_static(target));
    if let Ok(uri) = Uri::from_parts(parts) {
        *request.uri_mut() = uri;
    }
}
