//! Which program handles the hooks of a language.

use std::{
    convert::Infallible,
    env,
    ffi::OsString,
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
};

use super::WorkerError;

/// The language of hook files, as Dredd's `language` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// Our own handler, which offers the module `hooks`.
    Nodejs,
    /// A handler with a name of its own.
    Known(&'static Known),
    /// Any other command line; hook files are appended to it.
    Command(String),
}

/// A handler that somebody else wrote.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    name: &'static str,
    command: &'static str,
    install: &'static str,
    takes_port: bool,
}

/// `takes_port` only where the handler is known to: another would take `--port` for a hook file.
static KNOWN: [Known; 6] = [
    Known {
        name: "python",
        command: "dredd-hooks-python",
        install: "pip install dredd_hooks",
        takes_port: true,
    },
    Known {
        name: "ruby",
        command: "dredd-hooks-ruby",
        install: "gem install dredd_hooks",
        takes_port: false,
    },
    Known {
        name: "php",
        command: "dredd-hooks-php",
        install: "composer require ddelnano/dredd-hooks-php --dev",
        takes_port: false,
    },
    Known { name: "perl", command: "dredd-hooks-perl", install: "cpanm Dredd::Hooks", takes_port: false },
    Known {
        name: "rust",
        command: "dredd-hooks-rust",
        install: "a hook program built with the crate dredd-hooks is a handler by itself: \
                  --language 'env DREDD_RUNNER_PORT={port}'",
        takes_port: false,
    },
    Known {
        name: "go",
        command: "goodman",
        install: "go install github.com/snikch/goodman/cmd/goodman@latest",
        takes_port: false,
    },
];

impl FromStr for Language {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let text = text.trim();
        if ["nodejs", "node", "javascript", "js", ""].contains(&text) {
            return Ok(Self::Nodejs);
        }
        let known = KNOWN.iter().find(|known| known.name == text);
        Ok(known.map_or_else(|| Self::Command(text.to_owned()), Self::Known))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Nodejs => "nodejs",
            Self::Known(known) => known.name,
            Self::Command(line) => line,
        })
    }
}

impl Language {
    /// Whether its handler listens on the port that it is told. Where it does not, there is one handler.
    pub fn takes_port(&self) -> bool {
        match self {
            Self::Nodejs => true,
            Self::Known(known) => known.takes_port,
            Self::Command(line) => line.contains(PORT),
        }
    }

    /// Whether the names that its files bind to can be read from the files.
    pub(super) fn is_python(&self) -> bool {
        matches!(self, Self::Known(known) if known.name == "python")
    }
}

/// What stands for the port in a command line of the user's.
pub(super) const PORT: &str = "{port}";

impl Known {
    /// The program, where it is.
    pub(super) fn program(&self) -> Result<OsString, WorkerError> {
        let mut folders: Vec<PathBuf> =
            env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
        if self.name == "go" {
            let of = |name: &str| env::var_os(name).map(PathBuf::from);
            folders.extend(of("GOBIN"));
            folders
                .extend(of("GOPATH").or_else(|| Some(of("HOME")?.join("go"))).map(|path| path.join("bin")));
        }
        let found = folders.iter().map(|folder| folder.join(self.command)).find(|path| is_program(path));
        found.map(Into::into).ok_or_else(|| WorkerError::NoHandler {
            command: self.command.to_owned(),
            language: self.name.to_owned(),
            install: self.install.to_owned(),
        })
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn language(text: &str) -> Language {
        text.parse().unwrap()
    }

    #[test]
    fn dredds_names_are_known_and_anything_else_is_a_command_line() {
        for name in ["nodejs", "python", "ruby", "php", "perl", "rust", "go"] {
            assert_eq!(language(name).to_string(), name);
            assert!(!matches!(language(name), Language::Command(_)), "{name}");
        }
        assert_eq!(language("./hooks --fast"), Language::Command("./hooks --fast".to_owned()));
    }

    #[test]
    fn only_a_handler_that_takes_a_port_can_be_there_twice() {
        assert!(language("python").takes_port() && language("nodejs").takes_port());
        assert!(!language("ruby").takes_port() && !language("./hooks").takes_port());
        assert!(language("./hooks --listen {port}").takes_port());
    }
}
