//! Where results go: parsed, opened before the run begins, written after it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::PathBuf,
    str::FromStr,
};

use crate::report::console::Style;

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Console,
    Junit,
    Json,
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
        let format = match name {
            "console" => Format::Console,
            "junit" => Format::Junit,
            "json" => Format::Json,
            _ => {
                return Err(format!(
                    "there is no reporter `{name}`: write console, junit:FILE, json or json:FILE"
                ));
            }
        };
        if format == Format::Junit && file.is_none() {
            return Err("junit needs a file: junit:report.xml".to_owned());
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
            if specs.iter().skip(n + 1).any(|other| other.file == spec.file) {
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
