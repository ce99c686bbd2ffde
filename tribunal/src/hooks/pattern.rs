//! The names hooks bind to.

use std::{convert::Infallible, fmt, str::FromStr};

use crate::plan::Transaction;

/// A transaction's id or Dredd's name, in which `*` stands for any run of characters.
///
/// Nothing else is special: Dredd's names hold braces, brackets and question marks
/// (`/pets/{id} > Read a pet > 200`), which other glob dialects would interpret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    text: String,
    /// Whether the text is a name as it stands.
    exact: bool,
}

impl Pattern {
    /// A pattern from its text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), exact: false }
    }

    /// Exactly this name, and no id: how hook handlers of other languages bind.
    pub(crate) fn exact(name: impl Into<String>) -> Self {
        Self { text: name.into(), exact: true }
    }

    /// Whether only names are meant, and no ids.
    pub(crate) fn is_exact(&self) -> bool {
        self.exact
    }

    /// Whether a transaction's id or name is meant.
    pub fn matches(&self, transaction: &Transaction) -> bool {
        (!self.exact && self.matches_text(&transaction.id)) || self.matches_text(&transaction.name)
    }

    /// Whether a text is meant as a whole.
    pub fn matches_text(&self, text: &str) -> bool {
        if self.exact {
            return text == self.text;
        }
        let mut parts = self.text.split('*');
        let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                return rest.ends_with(part);
            }
            let Some(at) = rest.find(part) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

impl FromStr for Pattern {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::new(text))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_star_stands_for_any_run_of_characters_slashes_included() {
        for (pattern, text, matches) in [
            ("listPets/200/default", "listPets/200/default", true),
            ("listPets/200", "listPets/200/default", false),
            ("*/405/*", "listPets/405/method_not_allowed", true),
            ("*/405/*", "listPets/200/405", false),
            ("listPets/*", "listPets/200/a/b", true),
            ("*", "", true),
            ("a*a", "a", false),
            ("a*a", "aa", true),
            ("a*b*c", "aXbXbc", true),
            ("*one*two", "one two three two", true),
            ("/pets/{id} > *", "/pets/{id} > Read a pet > 200", true),
            ("/pets/{id} > *", "/pets/id > Read a pet > 200", false),
        ] {
            assert_eq!(Pattern::new(pattern).matches_text(text), matches, "{pattern} on {text}");
        }
    }
}
