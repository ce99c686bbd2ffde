//! Finds the addresses of a name, and lets only those through that may be connected to. The connection is made to
//! what comes out of here, so that no second answer of the same name can lead elsewhere.

use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::vec;

use hyper_util::client::legacy::connect::dns::Name;
use tower_service::Service;

use super::error::LeadsInward;
use super::guard::Guard;

/// Resolves names for a client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolver {
    pub(super) guard: Guard,
}

impl Service<Name> for Resolver {
    type Response = vec::IntoIter<SocketAddr>;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let guard = self.guard;
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            // One address inward is enough to refuse the name: an honest one has none.
            if !found.iter().all(|address| guard(address.ip())) {
                return Err(LeadsInward.into());
            }
            Ok(found.into_iter())
        })
    }
}
