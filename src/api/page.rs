//! Paging by the last id seen, which neither skips nor repeats a row while others insert.

use std::fmt::Write;

use super::parameters::{Limit, Number, Start};
use super::{ListMeta, words};

/// Which part of a list is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// How many rows at most.
    pub limit: u64,
    /// Only rows after this id, in the order of the list.
    pub start: Option<i64>,
}

impl Page {
    /// The rows of a list without `limit`.
    pub const DEFAULT_LIMIT: u64 = 100;

    pub(crate) fn new(Limit(limit): Limit, Number(start): Start) -> Self {
        Self { limit, start }
    }

    /// The first rows of a list.
    pub fn first() -> Self {
        Self { limit: Self::DEFAULT_LIMIT, start: None }
    }

    /// How many rows to read: one more than shown, to know whether there is a next page.
    pub fn fetch(&self) -> u64 {
        self.limit.saturating_add(1)
    }

    /// Cuts the extra row off and says where the next page starts.
    pub fn cut<T>(&self, rows: &mut Vec<T>, id: impl Fn(&T) -> i64) -> ListMeta {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_start = if more { rows.last().map(id) } else { None };
        ListMeta { limit: self.limit, next_start }
    }
}

impl ListMeta {
    /// The `Link` header to the next page (RFC 8288), when there is one. `others` are the other query parameters; those
    /// that are none are left out.
    pub fn link(&self, path: &str, others: &[(&str, Option<String>)]) -> Option<String> {
        Some(format!("<{}>; rel=\"next\"", self.target(path, others)?))
    }

    /// The address of the next page, when there is one.
    pub fn target(&self, path: &str, others: &[(&str, Option<String>)]) -> Option<String> {
        let mut target = format!("{path}?limit={}&start={}", self.limit, self.next_start?);
        for (name, value) in others.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
            let _ = write!(target, "&{name}={}", words::encoded(value));
        }
        Some(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_page_with_more_behind_it_links_to_the_next() {
        let page = Page { limit: 2, start: None };
        let mut rows = vec![9, 8, 7];
        let meta = page.cut(&mut rows, |row| *row);
        assert_eq!((rows, meta.next_start), (vec![9, 8], Some(8)));
        let others =
            [("with_trashed", Some("true".to_owned())), ("q", Some("a b&c".to_owned())), ("r", None)];
        let link = meta.link("/users", &others);
        assert_eq!(
            link.as_deref(),
            Some("</users?limit=2&start=8&with_trashed=true&q=a%20b%26c>; rel=\"next\"")
        );
    }

    #[test]
    fn the_last_page_links_nowhere_even_when_it_is_full() {
        let page = Page { limit: 2, start: Some(7) };
        let mut rows = vec![6, 5];
        let meta = page.cut(&mut rows, |row| *row);
        assert_eq!(meta, ListMeta { limit: 2, next_start: None });
        assert_eq!(meta.link("/users", &[]), None);
    }
}
