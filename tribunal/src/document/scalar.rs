//! What a plain YAML scalar means: the core schema of YAML 1.2.2 section 10.3. `yes`, `on` and dates are strings.

use serde_json::{Number, Value};

/// The value of a plain (unquoted) scalar.
pub(super) fn resolve(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).map_or_else(|| Value::String(text.to_owned()), Value::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let radix = |prefix: &str, radix| {
        let digits = text.strip_prefix(prefix)?;
        let plain = digits.chars().all(|c| c.is_digit(radix));
        plain.then(|| u64::from_str_radix(digits, radix).ok().map(Number::from)).flatten()
    };
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(number);
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if digits.bytes().all(|b| b.is_ascii_digit()) {
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        let integer =
            unsigned.parse::<i64>().map(Number::from).or_else(|_| unsigned.parse::<u64>().map(Number::from));
        return integer.ok().or_else(|| float(unsigned));
    }
    // Rust's grammar of floats is YAML's, once `.inf`, `.nan` and a lone `.` are left to be strings.
    let plausible =
        digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
    if plausible && digits.bytes().any(|b| b.is_ascii_digit()) { float(text) } else { None }
}

fn float(text: &str) -> Option<Number> {
    text.parse::<f64>().ok().and_then(Number::from_f64)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn plain_scalars_mean_what_yaml_1_2_says() {
        let table = [
            ("yes", json!("yes")),
            ("no", json!("no")),
            ("on", json!("on")),
            ("y", json!("y")),
            ("True", json!(true)),
            ("tRue", json!("tRue")),
            ("~", json!(null)),
            ("", json!(null)),
            ("12", json!(12)),
            ("-12", json!(-12)),
            ("+12", json!(12)),
            ("012", json!(12)),
            ("0o14", json!(12)),
            ("0xC", json!(12)),
            ("0xZ", json!("0xZ")),
            ("1_000", json!("1_000")),
            ("12:30:45", json!("12:30:45")),
            ("1.5", json!(1.5)),
            (".5", json!(0.5)),
            ("1e3", json!(1000.0)),
            (".", json!(".")),
            (".inf", json!(".inf")),
            ("-", json!("-")),
            ("3.0.3", json!("3.0.3")),
            ("2024-01-01", json!("2024-01-01")),
            ("1.2.3.4", json!("1.2.3.4")),
            ("18446744073709551615", json!(18_446_744_073_709_551_615_u64)),
        ];
        for (text, value) in table {
            assert_eq!(resolve(text), value, "{text}");
        }
    }
}
