//! The id that a request has in the answer and in every log line.

use poem::Request;
use poem::http::HeaderName;

use crate::infra::{Ids, RandomIds};

/// The header, both ways.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The caller's own id when it is a sane token, else a new one.
///
/// New ids are random in tests too: they name a log line, and are no part of what the API keeps.
pub(super) fn of(request: &Request) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
    given.filter(|id| is_sane(id)).map_or_else(|| RandomIds.uuid().to_string(), str::to_owned)
}

/// Short, and without anything that could break out of a log line.
fn is_sane(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=128).contains(&id.len()) && id.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_sane_id_is_taken_over() {
        let of_header = |id: &str| of(&Request::builder().header(REQUEST_ID, id).finish());
        assert_eq!(of_header("abc-1_2.3"), "abc-1_2.3");
        for odd in ["", "a b", "a\tb", "a;b", "ä", &"x".repeat(129)] {
            assert_ne!(of_header(odd), odd);
            assert_eq!(of_header(odd).len(), 36);
        }
    }
}
