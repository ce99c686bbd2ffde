//! Queries whose safe form is the short form.

use sea_orm::{ColumnTrait, DeleteMany, EntityTrait, QueryFilter, Select, UpdateMany};

/// An entity whose rows can be trashed.
pub trait SoftDelete: EntityTrait {
    /// The primary key.
    fn id() -> Self::Column;

    /// When the row was trashed; null while it lives.
    fn deleted_at() -> Self::Column;
}

/// Which rows a query sees.
pub trait Scopes<E: SoftDelete>: QueryFilter {
    /// Live rows.
    #[must_use]
    fn visible(self) -> Self {
        self.filter(E::deleted_at().is_null())
    }

    /// Trashed rows.
    #[must_use]
    fn only_trashed(self) -> Self {
        self.filter(E::deleted_at().is_not_null())
    }

    /// Live rows, and the trashed ones too if `wanted`.
    #[must_use]
    fn with_trashed(self, wanted: bool) -> Self {
        if wanted { self } else { self.visible() }
    }
}

impl<E: SoftDelete> Scopes<E> for Select<E> {}
impl<E: SoftDelete> Scopes<E> for UpdateMany<E> {}
impl<E: SoftDelete> Scopes<E> for DeleteMany<E> {}
