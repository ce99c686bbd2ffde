//! Queries whose safe form is the short form.

use sea_orm::{ColumnTrait, DeleteMany, EntityTrait, QueryFilter, Select, UpdateMany};

use super::View;

/// An entity whose rows can be trashed.
pub trait SoftDelete: EntityTrait {
    /// The primary key.
    const ID: Self::Column;

    /// When the row was trashed; null while it lives.
    const DELETED_AT: Self::Column;
}

/// Which rows a query sees.
pub trait Scopes<E: SoftDelete>: QueryFilter {
    /// Live rows.
    #[must_use]
    fn visible(self) -> Self {
        self.filter(E::DELETED_AT.is_null())
    }

    /// Trashed rows.
    #[must_use]
    fn only_trashed(self) -> Self {
        self.filter(E::DELETED_AT.is_not_null())
    }

    /// Live rows, and the trashed ones where they are asked for.
    #[must_use]
    fn within(self, view: View) -> Self {
        match view {
            View::Live => self.visible(),
            View::WithTrashed => self,
        }
    }
}

impl<E: SoftDelete> Scopes<E> for Select<E> {}
impl<E: SoftDelete> Scopes<E> for UpdateMany<E> {}
impl<E: SoftDelete> Scopes<E> for DeleteMany<E> {}
