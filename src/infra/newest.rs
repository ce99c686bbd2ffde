//! Lists by falling ids, a page at a time.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

/// A query for one page of a list.
pub trait Newest<E: EntityTrait>: Sized {
    /// At most `limit` rows with an id below `start`, newest first.
    #[must_use]
    fn newest(self, id: E::Column, start: Option<i64>, limit: u64) -> Self;
}

impl<E: EntityTrait> Newest<E> for Select<E> {
    fn newest(self, id: E::Column, start: Option<i64>, limit: u64) -> Self {
        let query = match start {
            Some(start) => self.filter(id.lt(start)),
            None => self,
        };
        query.order_by_desc(id).limit(limit)
    }
}
