//! Where results go: parsed, opened before the run begins, written after it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::PathBuf,
    str::FromStr,
};

use crate::{
    document::Document,
    report::{self, console::Style},
    result::RunResult,
};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Console,
    Dot,
    Github,
    Har,
    Html,
    Json,
    Junit,
    Markdown,
}

/// All reporters by their names.
const FORMATS: [(&str, Format); 8] = [
    ("console", Format::Console),
    ("dot", Format::Dot),
    ("github", Format::Github),
    ("har", Format::Har),
    ("html", Format::Html),
    ("json", Format::Json),
    ("junit", Format::Junit),
    ("markdown", Format::Markdown),
];

impl Format {
    /// The whole report.
    pub(super) fn rendered(self, document: &Document, run: &RunResult, style: Style) -> String {
        match self {
            Self::Console => report::console::render_run(document, run, style),
            Self::Dot => report::dot::render(document, run, style),
            Self::Github => report::github::render(document, run),
            Self::Har => format!("{:#}\n", report::har::render(run)),
            Self::Html => report::html::render(document, run),
            Self::Json => format!("{:#}\n", report::json::render(document, run)),
            Self::Junit => report::junit::render(run),
            Self::Markdown => report::markdown::render(document, run),
        }
    }

    /// A name and a file to write to, for whom to read it on a terminal makes no sense.
    fn needs_file(self) -> Option<&'static str> {
        match self {
            Self::Har => Some("har:report.har"),
            Self::Html => Some("html:report.html"),
            Self::Junit => Some("junit:report.xml"),
            Self::Console | Self::Dot | Self::Github | Self::Json | Self::Markdown => None,
        }
    }

    /// Whether both may go to standard output: GitHub's runner picks its commands out of what people read there.
    fn shares_output_with(self, other: Self) -> bool {
        let for_people = |format| matches!(format, Self::Console | Self::Dot);
        (self == Self::Github && for_people(other)) || (other == Self::Github && for_people(self))
    }
}

/// `--reporter NAME[:FILE]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ReporterSpec {
    pub(super) format: Format,
    /// `None`: standard output.
    pub(super) file: Option<PathBuf>,
}

impl FromStr for ReporterSpec {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, file) = match text.split_once(':') {
            Some((_, "")) => return Err(format!("`{text}`: the file has no name")),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let Some((_, format)) = FORMATS.iter().copied().find(|(known, _)| *known == name) else {
            let names = FORMATS.map(|(name, _)| name).join(", ");
            return Err(format!(
                "there is no reporter `{name}`: write NAME or NAME:FILE with one of {names}"
            ));
        };
        if let (None, Some(example)) = (&file, format.needs_file()) {
            return Err(format!("{name} needs a file: {example}"));
        }
        Ok(Self { format, file })
    }
}

/// A report whose place is known to be writable.
#[derive(Debug)]
pub(super) struct Reporter {
    pub(super) format: Format,
    target: Option<Target>,
}

#[derive(Debug)]
struct Target {
    path: PathBuf,
    file: File,
    /// Made by us and empty so far: it goes again if no report comes to be.
    blank: bool,
}

impl Drop for Target {
    fn drop(&mut self) {
        if self.blank {
            // An empty file left behind is a blemish, not a failure.
            drop(std::fs::remove_file(&self.path));
        }
    }
}

impl Reporter {
    /// Opens all places; the console where none is asked for. The files keep what they hold until the run is over.
    ///
    /// # Errors
    /// One sentence: a file that cannot be written, or two reports for one place.
    pub(super) fn open(specs: &[ReporterSpec]) -> Result<Vec<Self>, String> {
        if specs.is_empty() {
            return Ok(vec![Self { format: Format::Console, target: None }]);
        }
        for (n, spec) in specs.iter().enumerate() {
            let shared = |other: &ReporterSpec| {
                other.file == spec.file
                    && !(spec.file.is_none() && spec.format.shares_output_with(other.format))
            };
            if specs.iter().skip(n + 1).any(shared) {
                return Err(match &spec.file {
                    Some(file) => format!("two reporters write to `{}`", file.display()),
                    None => "two reporters write to standard output: give one of them a file".to_owned(),
                });
            }
        }
        specs.iter().map(Self::open_one).collect()
    }

    fn open_one(spec: &ReporterSpec) -> Result<Self, String> {
        let target = match &spec.file {
            None => None,
            Some(path) => {
                let blank = !path.exists();
                let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
                let file = file
                    .map_err(|error| format!("the report `{}` cannot be written: {error}", path.display()))?;
                Some(Target { path: path.clone(), file, blank })
            }
        };
        Ok(Self { format: spec.format, target })
    }

    /// Colours for standard output, where [`print`] takes them away again unless a terminal wants them.
    pub(super) fn style(&self) -> Style {
        if self.target.is_none() { Style::Colour } else { Style::Plain }
    }

    /// Writes the whole report.
    ///
    /// # Errors
    /// One sentence: the disk is full, the pipe is closed...
    pub(super) fn write(mut self, text: &str) -> Result<(), String> {
        match &mut self.target {
            None => print(text).map_err(|error| format!("standard output cannot be written: {error}")),
            Some(target) => {
                target.blank = false;
                let written = target.file.set_len(0).and_then(|()| target.file.write_all(text.as_bytes()));
                written.map_err(|error| {
                    format!("the report `{}` cannot be written: {error}", target.path.display())
                })
            }
        }
    }
}

/// Writes to standard output, colours only where it is a terminal that wants them (`NO_COLOR`).
pub(super) fn print(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has had enough (`tribunal run ... | head`): that is no failure of the run.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// One line on standard error.
pub(super) fn complain(message: &str) {
    // If standard error is closed there is nobody left to tell.
    drop(writeln!(anstream::stderr().lock(), "tribunal: {message}"));
}
