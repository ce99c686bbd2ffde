//! Durations on the command line.

use std::time::Duration;

/// A positive number of seconds, fractions allowed, of a day at most.
pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let number: f64 = text.parse().map_err(|_| format!("`{text}` is no number of seconds"))?;
    if number > 0.0 && number <= 86_400.0 {
        Ok(Duration::from_secs_f64(number))
    } else {
        Err(format!("{text} is not between 0 and 86400 seconds"))
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn seconds_are_positive_and_of_a_day_at_most() {
        assert_eq!(seconds("1.5").unwrap().as_millis(), 1_500);
        for text in ["0", "-1", "x", "NaN", "inf", "86401", ""] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
