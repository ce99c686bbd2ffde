//! How the console report looks.

use std::fmt;

use anstyle::AnsiColor;

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

/// What a piece of text is, which decides its colour.
#[derive(Clone, Copy)]
pub(in crate::report) enum Ink {
    Good,
    Bad,
    Warning,
    /// Line numbers, arrows, labels.
    Frame,
    Strong,
    Faint,
}

impl Style {
    /// The text in that ink; without colours as it is.
    pub(in crate::report) fn paint(self, ink: Ink, text: impl fmt::Display) -> String {
        let style = match (self, ink) {
            (Self::Plain, _) => return text.to_string(),
            (Self::Colour, Ink::Good) => AnsiColor::Green.on_default(),
            (Self::Colour, Ink::Bad) => AnsiColor::Red.on_default().bold(),
            (Self::Colour, Ink::Warning) => AnsiColor::Yellow.on_default(),
            (Self::Colour, Ink::Frame) => AnsiColor::Blue.on_default().bold(),
            (Self::Colour, Ink::Strong) => anstyle::Style::new().bold(),
            (Self::Colour, Ink::Faint) => anstyle::Style::new().dimmed(),
        };
        format!("{style}{text}{style:#}")
    }
}
