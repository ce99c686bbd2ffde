//! The smallest sensible number of a schema: 1, if its bounds let it.

use serde_json::{Number, Value};

use super::shape;
use crate::document::Node;

/// An integer within the bounds.
pub(super) fn integer(parts: &[Node<'_>]) -> Value {
    let value = within(parts, 1.0);
    // Exact up to 2^53, which is more than bounds in documents need.
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let integer = value as i64;
    Value::from(integer)
}

/// A number within the bounds.
pub(super) fn number(parts: &[Node<'_>]) -> Value {
    let value = within(parts, 1.0);
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return integer(parts);
    }
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// The bound nearest to 1, moved inside by `step` where it is exclusive, then up to the next multiple.
fn within(parts: &[Node<'_>], step: f64) -> f64 {
    let exclusive = |bound: &str, keyword: &str| {
        let flagged = parts.iter().any(|part| part.flag(keyword));
        match (shape::number(parts, keyword), shape::number(parts, bound)) {
            (Some(limit), _) => Some((limit, true)),
            (None, Some(limit)) => Some((limit, flagged)),
            (None, None) => None,
        }
    };
    let low = exclusive("minimum", "exclusiveMinimum");
    let high = exclusive("maximum", "exclusiveMaximum");
    let low_limit = low.map(|(limit, exclusive)| if exclusive { above(limit, step, high) } else { limit });
    let high_limit = high.map(|(limit, exclusive)| if exclusive { limit - step } else { limit });
    let integral = shape::types(parts).first() == Some(&"integer");
    let round = |value: f64| if integral { value.ceil() } else { value };
    let mut value: f64 = 1.0;
    if let Some(limit) = high_limit.filter(|limit| value > *limit) {
        value = if integral { limit.floor() } else { limit };
    }
    if let Some(limit) = low_limit.filter(|limit| value < *limit) {
        value = round(limit);
    }
    match shape::number(parts, "multipleOf").filter(|factor| *factor > 0.0) {
        Some(factor) => {
            let multiple = (value / factor).ceil() * factor;
            if high_limit.is_some_and(|limit| multiple > limit) {
                (value / factor).floor() * factor
            } else {
                multiple
            }
        }
        None => value,
    }
}

/// A value above an exclusive bound: one step, or half of the way to the upper one if that is nearer.
fn above(limit: f64, step: f64, high: Option<(f64, bool)>) -> f64 {
    match high {
        Some((high, _)) if limit + step >= high => f64::midpoint(limit, high),
        _ => limit + step,
    }
}
