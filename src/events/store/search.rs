//! Words that people look for.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};

use crate::infra::like;

/// Rows with this in a column, without regard to ASCII case.
pub(super) fn contains(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    let pattern = format!("%{}%", like::escaped(&text.to_ascii_lowercase()));
    Expr::expr(Func::lower(Expr::col(column))).like(LikeExpr::new(pattern).escape('\\'))
}

/// Rows with exactly this in a column, without regard to ASCII case.
pub(super) fn is(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    Expr::expr(Func::lower(Expr::col(column))).eq(text.to_ascii_lowercase())
}
