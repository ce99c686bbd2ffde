//! Words that people look for.

use sea_orm::ColumnTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};

/// Rows with this in a column, without regard to ASCII case.
pub(super) fn contains(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    let pattern = format!("%{}%", escaped(&text.to_ascii_lowercase()));
    Expr::expr(Func::lower(Expr::col(column))).like(LikeExpr::new(pattern).escape('\\'))
}

/// Rows with exactly this in a column, without regard to ASCII case.
pub(super) fn is(column: impl ColumnTrait, text: &str) -> SimpleExpr {
    Expr::expr(Func::lower(Expr::col(column))).eq(text.to_ascii_lowercase())
}

/// A text in a pattern of `LIKE`, standing for itself.
fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, letter| {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
        pattern
    })
}
