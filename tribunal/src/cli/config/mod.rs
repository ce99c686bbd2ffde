//! Options from a file: `tribunal.toml`, or Dredd's `dredd.yml` as it is.
//!
//! A file becomes the words of a command line, those left out that the user has written. So an option has one
//! meaning, one default and one message for what is wrong with it, wherever it comes from.

mod dredd;
mod toml;
mod words;

pub(super) use dredd::translate;
pub(super) use words::words;

/// Our own file.
pub(super) const TRIBUNAL: &str = "tribunal.toml";
/// Dredd's.
pub(super) const DREDD: &str = "dredd.yml";

/// One option: the words that give it. Without a name it is a positional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Setting {
    /// The long name: `hookfiles`; `document` and `base-url` are positionals.
    pub(super) name: String,
    /// One for each time it is given; none for a flag.
    pub(super) values: Vec<String>,
}

impl Setting {
    pub(super) fn new(name: &str, values: impl IntoIterator<Item = String>) -> Self {
        Self { name: name.to_owned(), values: values.into_iter().collect() }
    }

    pub(super) fn flag(name: &str) -> Self {
        Self::new(name, [])
    }
}
