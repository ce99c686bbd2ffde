//! How the console report looks.

/// Whether the text may carry colours (ANSI escape sequences).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    #[default]
    Plain,
    /// For a terminal.
    Colour,
}

/// The style, and what the suite has to say to whoever reads a failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look<'a> {
    /// Plain or coloured.
    pub style: Style,
    /// One line on how to mend what failed: `` if the answer is right, run `make record` ``.
    pub hint: Option<&'a str>,
}

impl From<Style> for Look<'_> {
    fn from(style: Style) -> Self {
        Self { style, hint: None }
    }
}
