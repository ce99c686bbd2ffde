//! Where a request comes from.

use std::net::{IpAddr, Ipv4Addr};

use poem::{FromRequest, Request, RequestBody};

use crate::infra::Context;

/// The address of the client: of the connection, or what the configured number of proxies says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// The address a request comes from.
    pub fn of(request: &Request) -> Self {
        let proxies = request.data::<Context>().map_or(0, |context| context.config.limits.trusted_proxies);
        let connection = request.remote_addr().as_socket_addr().map(std::net::SocketAddr::ip);
        let forwarded = forwarded(request, usize::from(proxies));
        // Without a network (a test that calls the routes directly) everybody is here.
        Self(forwarded.or(connection).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_canonical())
    }
}

/// Each proxy appends the address it saw, so the n-th from the end is the one the outermost trusted proxy saw.
/// Whatever stands before was sent by the client and proves nothing.
fn forwarded(request: &Request, proxies: usize) -> Option<IpAddr> {
    let steps_back = proxies.checked_sub(1)?;
    let values = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let addresses: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    addresses.iter().rev().nth(steps_back)?.parse().ok()
}

impl<'a> FromRequest<'a> for ClientAddress {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_part_that_trusted_proxies_wrote_counts() {
        let request = Request::builder()
            .header("x-forwarded-for", "6.6.6.6, 1.2.3.4")
            .header("x-forwarded-for", "10.0.0.1")
            .finish();
        assert_eq!(forwarded(&request, 0), None);
        assert_eq!(forwarded(&request, 1), Some([10, 0, 0, 1].into()));
        assert_eq!(forwarded(&request, 2), Some([1, 2, 3, 4].into()));
        assert_eq!(forwarded(&request, 4), None);
    }
}
