//! Where a value stands: file, line, column and JSON pointer.

use std::{fmt, sync::Arc};

use serde::Serialize;

/// A JSON pointer (RFC 6901) from the root of a document: `""` or `/a/b~1c/0`. A place in another file of the
/// document's folder has that file in front: `schemas/pet.yaml#/Pet`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// A pointer from its RFC 6901 text, taken as it is.
    pub fn parse(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// This pointer with one more reference token, escaped as RFC 6901 section 3 says.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let token = token.to_string().replace('~', "~0").replace('/', "~1");
        Self(format!("{}/{token}", self.0))
    }

    /// The RFC 6901 text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reference tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.inside().split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }

    /// A place in another file, named relative to the document's folder.
    pub fn in_file(file: &str, inside: &str) -> Self {
        Self(format!("{file}#{inside}"))
    }

    /// The other file this place is in; `None` for the document's own.
    pub fn file(&self) -> Option<&str> {
        let outside = !self.0.is_empty() && !self.0.starts_with('/');
        outside.then(|| self.0.split_once('#').map(|(file, _)| file)).flatten()
    }

    /// The pointer without the file in front.
    pub fn inside(&self) -> &str {
        if self.0.is_empty() || self.0.starts_with('/') {
            return &self.0;
        }
        self.0.split_once('#').map_or("", |(_, inside)| inside)
    }

    /// What stands before the pointer itself: the other file's name and `#`, or nothing.
    pub(super) fn prefix(&self) -> &str {
        self.0.strip_suffix(self.inside()).unwrap_or_default()
    }

    /// The last reference token, unescaped; `None` for a whole file.
    pub fn last(&self) -> Option<String> {
        self.inside().rsplit_once('/').map(|(_, token)| token.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A place in a source file of the document. Lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Position {
    /// The file as the user named it, or the URL.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// The place as a JSON pointer inside the file.
    pub pointer: Pointer,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
