//! Texts that people look for, as patterns of SQL.

/// A text in a pattern of `LIKE`, standing for itself.
pub fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |mut pattern, letter| {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
        pattern
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_means_what_was_typed() {
        for (text, pattern) in [("a", "a"), ("50%", "50\\%"), ("a_b", "a\\_b"), ("\\", "\\\\")] {
            assert_eq!(escaped(text), pattern);
        }
    }
}
