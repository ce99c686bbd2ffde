//! Patterns over JSON pointers: `*` stands for any one token.

use crate::document::Pointer;

/// The places of a body that an `x-volatile` list names.
pub(super) struct Volatile(Vec<Vec<String>>);

impl Volatile {
    /// Reads pointers in which `*` stands for any token. Entries that are no pointer (`header.etag`) are not about the body.
    pub(super) fn new(entries: &[String]) -> Self {
        let pointers = entries.iter().filter(|entry| entry.is_empty() || entry.starts_with('/'));
        Self(pointers.map(|entry| Pointer::parse(entry.as_str()).tokens().collect()).collect())
    }

    /// Whether this very place is named.
    pub(super) fn names(&self, place: &Pointer) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let tokens: Vec<String> = place.tokens().collect();
        self.0.iter().any(|pattern| {
            pattern.len() == tokens.len()
                && pattern.iter().zip(&tokens).all(|(want, got)| want == "*" || want == got)
        })
    }
}

/// The place without the positions in its lists: `/users/7/id` is `/users/*/id`.
/// What is wrong in every item of a list has one cause.
pub(crate) fn without_indices(place: &Pointer) -> Pointer {
    place.tokens().fold(Pointer::root(), |pattern, token| {
        let index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        pattern.join(if index { "*" } else { &token })
    })
}

#[cfg(test)]
mod tests {
    use super::{Volatile, without_indices};
    use crate::document::Pointer;

    #[test]
    fn a_star_stands_for_exactly_one_token() {
        let volatile = Volatile::new(&["/data/users/*/id".into(), "/data/a~1b".into(), "header.etag".into()]);
        for (place, named) in [
            ("/data/users/0/id", true),
            ("/data/users/17/id", true),
            ("/data/users/0", false),
            ("/data/users/0/id/x", false),
            ("/data/users/0/name", false),
            ("/data/a~1b", true),
            ("/data/a/b", false),
            ("", false),
        ] {
            assert_eq!(volatile.names(&Pointer::parse(place)), named, "{place}");
        }
    }

    #[test]
    fn the_empty_pointer_names_the_whole_body() {
        assert!(Volatile::new(&[String::new()]).names(&Pointer::root()));
    }

    #[test]
    fn a_pattern_forgets_positions_and_keeps_names() {
        assert_eq!(without_indices(&Pointer::parse("/users/7/a~1b")).as_str(), "/users/*/a~1b");
    }
}
