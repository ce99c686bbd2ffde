//! A folder with the kennel's document and database, a kennel that listens, and the real binary run there.

use std::{
    env,
    ffi::OsString,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

use tribunal::run::{Instance, Server};

use crate::kennel::{DOCUMENT, Kennel, Running};

/// A kennel that listens elsewhere, and a folder with its document and its database.
pub(crate) struct Place {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) kennel: Running,
    pub(crate) runtime: tokio::runtime::Runtime,
}

impl Place {
    pub(crate) fn of(kennel: Kennel) -> Self {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("kennel.yaml"), DOCUMENT).expect("a file");
        let url = format!("sqlite:{}", folder.path().join("dogs.db").display());
        let kennel = runtime.block_on(async {
            kennel.prepare(&url).await.expect("prepared");
            kennel.start(&url).await.expect("started")
        });
        Self { folder, kennel, runtime }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file into the folder; `URL` is the kennel's.
    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text.replace("URL", self.kennel.base_url())).expect("a file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn tribunal(&self, args: &[&str]) -> Told {
        let args = args.iter().map(|arg| arg.replace("URL", self.kennel.base_url()));
        tribunal(self.folder.path(), args)
    }
}

pub(crate) struct Told {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Told {
    /// Both streams, for a test that fails.
    pub(crate) fn all(&self) -> String {
        format!("exit code {}\n{}\n{}", self.code, self.out, self.err)
    }
}

pub(crate) fn tribunal(folder: &Path, args: impl IntoIterator<Item = String>) -> Told {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tribunal"));
    let command = command.current_dir(folder).args(args).env_remove("DATABASE_URL");
    told(command.output().expect("the binary runs"))
}

pub(crate) fn told(output: Output) -> Told {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Told { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
}

/// A port that nobody listens on, and that this process gives to one test only. It is none of those that the system
/// gives to connections, which many tests at once make many of.
pub(crate) fn free_port() -> u16 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let start = std::process::id() * 61 % 10_000;
    loop {
        let port = 20_000 + (start + GIVEN.fetch_add(1, Ordering::SeqCst)) % 10_000;
        let port = u16::try_from(port).expect("at most 30,000");
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// `PATH` with the programs of a virtual environment in front, installed once as a file of this crate pins them.
pub(crate) fn with_programs(name: &str, requirements: &str) -> OsString {
    let tribunal = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut install = Command::new(tribunal.join("tests/self_proof/handlers/install"));
    let output = install.arg(name).arg(tribunal.join(requirements)).output().expect("bash");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{requirements} cannot be installed: {said}");
    let programs = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let path = env::var_os("PATH").unwrap_or_default();
    env::join_paths([programs].into_iter().chain(env::split_paths(&path))).expect("a path")
}
