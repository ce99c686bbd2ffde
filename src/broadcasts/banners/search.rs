//! Goes through the pages of the API, from its first photo on, until somebody has found what they look for.

use std::collections::HashSet;
use std::time::Duration;

use tokio::time::Instant;
use url::Url;

use super::answer::Answer;
use crate::broadcasts::model::Banner;
use crate::infra::Outbound;
use crate::infra::outbound::{Limits, OutboundError};

/// How many photos are asked for at once.
const PAGE: u64 = 100;
/// The largest page, in bytes.
const PAGE_BYTES: u64 = 4 << 20;
/// An API with more pages than this is one without an end.
const PAGES: u32 = 1_000;

/// What the API did not do.
#[derive(Debug, thiserror::Error)]
pub enum BannerError {
    /// Nobody has said where it is.
    #[error("No banner API is configured: set BANNER_API_URL.")]
    NotConfigured,
    /// It did not answer within the budget.
    #[error("The banner API did not answer in time.")]
    TimedOut,
    /// It answered with something that is of no use.
    #[error("The banner API cannot be used: {0}.")]
    Unusable(String),
}

impl BannerError {
    fn unusable(reason: impl Into<String>) -> Self {
        Self::Unusable(reason.into())
    }
}

impl From<OutboundError> for BannerError {
    fn from(error: OutboundError) -> Self {
        match error {
            OutboundError::TimedOut => Self::TimedOut,
            OutboundError::Address
            | OutboundError::NotPublic
            | OutboundError::Redirects
            | OutboundError::TooLarge(_)
            | OutboundError::Unreachable(_)
            | OutboundError::Machine(_) => {
                tracing::warn!(cause = crate::infra::log::chain(&error), "the banner API cannot be used");
                Self::Unusable(error.to_string())
            }
        }
    }
}

/// A walk through the pages.
pub(in crate::broadcasts) struct Search<'a> {
    outbound: &'a Outbound,
    url: &'a Url,
    deadline: Instant,
    offset: u64,
    pages: u32,
    /// What was on the pages so far: an API that does not look at the offset shows the same ones for ever.
    seen: HashSet<(Option<String>, String)>,
    over: bool,
}

impl<'a> Search<'a> {
    /// Begins at the first photo. `budget` is for all pages together.
    pub(in crate::broadcasts) fn new(outbound: &'a Outbound, url: &'a Url, budget: Duration) -> Self {
        let deadline = Instant::now() + budget;
        Self { outbound, url, deadline, offset: 0, pages: 0, seen: HashSet::new(), over: false }
    }

    /// The usable banners of the next page, in the API's order. None after the last page.
    pub(in crate::broadcasts) async fn next_page(&mut self) -> Result<Option<Vec<Banner>>, BannerError> {
        if self.over {
            return self.end();
        }
        self.pages += 1;
        if self.pages > PAGES {
            return Err(BannerError::unusable("its pages have no end"));
        }
        let limits = Limits { bytes: PAGE_BYTES, deadline: self.deadline };
        let reply = self.outbound.read(&self.address(), limits).await?;
        if reply.status.as_u16() != 200 {
            return Err(BannerError::Unusable(format!("it answered with status {}", reply.status.as_u16())));
        }
        let answer = Answer::read(&reply.body).map_err(BannerError::unusable)?;
        self.take(answer)
    }

    fn take(&mut self, answer: Answer) -> Result<Option<Vec<Banner>>, BannerError> {
        let Answer { total, photos, banners } = answer;
        if photos == 0 {
            if total > self.offset {
                return Err(BannerError::unusable("it shows fewer photos than it says it has"));
            }
            self.over = true;
            return self.end();
        }
        let mut anything_new = banners.is_empty();
        for banner in &banners {
            anything_new |= self.seen.insert((banner.id.clone(), banner.url.clone()));
        }
        if !anything_new {
            return Err(BannerError::unusable("it shows the same page again and again"));
        }
        self.offset = self.offset.saturating_add(photos);
        // By the newest word: photos may come and go while we read.
        self.over = self.offset >= total;
        Ok(Some(banners))
    }

    /// There was something on the pages, or there is nothing at all.
    fn end(&self) -> Result<Option<Vec<Banner>>, BannerError> {
        if self.seen.is_empty() && self.offset > 0 {
            return Err(BannerError::unusable("none of its photos has a usable address"));
        }
        Ok(None)
    }

    /// The configured address with our part of the query. What else stands there is kept: a key, perhaps.
    fn address(&self) -> Url {
        let others: Vec<(String, String)> = self
            .url
            .query_pairs()
            .filter(|(name, _)| name != "limit" && name != "offset")
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let mut url = self.url.clone();
        let (limit, offset) = (PAGE.to_string(), self.offset.to_string());
        url.query_pairs_mut()
            .clear()
            .extend_pairs(others)
            .extend_pairs([("limit", limit), ("offset", offset)]);
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(total: u64, photos: u64, urls: &[&str]) -> Answer {
        let banner = |url: &&str| Banner { id: None, url: (*url).to_owned(), title: None, description: None };
        Answer { total, photos, banners: urls.iter().map(banner).collect() }
    }

    /// What becomes of some pages, one after the other.
    fn walk(pages: Vec<Answer>) -> Result<usize, String> {
        let (outbound, url) = (Outbound::new(false), Url::parse("http://a.example/?key=k&limit=3").unwrap());
        let mut search = Search::new(&outbound, &url, Duration::from_secs(1));
        let mut found = 0;
        for page in pages {
            if search.over {
                break;
            }
            found += search.take(page).map_err(|error| error.to_string())?.map_or(0, |page| page.len());
        }
        search.end().map_err(|error| error.to_string())?;
        Ok(found)
    }

    #[test]
    fn pages_are_read_to_their_end() {
        assert_eq!(walk(vec![answer(0, 0, &[])]), Ok(0));
        assert_eq!(walk(vec![answer(3, 2, &["a", "b"]), answer(3, 1, &["c"])]), Ok(3));
        // Fewer than there were at first, whether the last page says so or is none.
        assert_eq!(walk(vec![answer(9, 2, &["a", "b"]), answer(3, 1, &["c"])]), Ok(3));
        assert_eq!(walk(vec![answer(9, 2, &["a", "b"]), answer(2, 0, &[])]), Ok(2));
        // A new photo has moved the others.
        assert_eq!(walk(vec![answer(3, 2, &["a", "b"]), answer(4, 2, &["b", "c"])]), Ok(4));
        assert_eq!(walk(vec![answer(2, 1, &[]), answer(2, 1, &["a"])]), Ok(1));
    }

    #[test]
    fn pages_that_lie_are_of_no_use() {
        let (page, more) = (|| answer(1_000, 2, &["a", "b"]), || answer(1_000, 2, &["c", "d"]));
        for pages in [
            vec![answer(5, 0, &[])],
            vec![page(), answer(1_000, 0, &[])],
            vec![page(), page()],
            vec![page(), more(), page()],
            vec![answer(2, 2, &[])],
        ] {
            assert!(walk(pages.clone()).is_err(), "{pages:?}");
        }
    }

    #[test]
    fn the_rest_of_the_query_is_kept() {
        let (outbound, url) =
            (Outbound::new(false), Url::parse("http://a.example/?key=k&limit=3&offset=7").unwrap());
        let search = Search::new(&outbound, &url, Duration::from_secs(1));
        assert_eq!(search.address().as_str(), "http://a.example/?key=k&limit=100&offset=0");
    }
}
