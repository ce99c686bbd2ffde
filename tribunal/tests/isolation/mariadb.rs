//! A private `MariaDB` for all tests of a binary.
//!
//! A small shell serves it and outlives this process by a moment: its standard input is a pipe that only we hold, so
//! that the server is stopped and its folder removed also when this process is killed.

use std::{
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener},
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_mins(1);

/// `$1` makes the data, `$2` serves them from the folder `$3` on port `$4`. `SIGKILL`, for nothing here is to last.
/// A folder of its own for temporary tables: a server that starts deletes all that it finds in it.
const SCRIPT: &str = r#"exec 3<&0 </dev/null
serve() {
  mkdir "$3/tmp" && chown "$5" "$3/tmp" || return
  "$1" --no-defaults --datadir="$3/data" --tmpdir="$3/tmp" --user="$5" --auth-root-authentication-method=normal --skip-test-db \
    >"$3/log" 2>&1 || return
  exec "$2" --no-defaults --datadir="$3/data" --user="$5" --socket="$3/socket" --port="$4" --bind-address=127.0.0.1 \
    --pid-file="$3/pid" --tmpdir="$3/tmp" --debug-no-sync --innodb-flush-method=nosync --innodb-flush-log-at-trx-commit=0 --sync-frm=0 \
    --innodb-log-file-size=32M --performance-schema=ON --event-scheduler=OFF >>"$3/log" 2>&1
}
serve "$@" 3<&- &
server=$!
( read -r _ <&3; while kill -KILL $server; do sleep 1; done ) 2>/dev/null &
waiter=$!
exec 3<&-
wait $server 2>/dev/null
kill $waiter 2>/dev/null
cat "$3/log" >&2
rm -rf "$3""#;

/// A running server.
pub(crate) struct MariaDb {
    child: Child,
    port: u16,
}

impl MariaDb {
    /// Makes and starts one; the reason where the programs are missing.
    pub(crate) fn start() -> Result<Self, String> {
        let (Some(make), Some(serve)) = (program("mariadb-install-db"), program("mariadbd")) else {
            return Err(
                "no MariaDB programs on this machine (Debian: apt-get install mariadb-server)".to_owned()
            );
        };
        let folder = tempfile::Builder::new().prefix("tribunal-mariadb-").tempdir().expect("a folder").keep();
        let user = owner(&folder);
        let port =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|l| l.local_addr()).expect("a port").port();
        let child = Command::new("sh")
            .args(["-c", SCRIPT, "tribunal-mariadb"])
            .args([&make, &serve, &folder])
            .args([port.to_string(), user])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
            .expect("a shell");
        let mut server = Self { child, port };
        let deadline = Instant::now() + PATIENCE;
        while !folder.join("socket").exists()
            || std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err()
        {
            assert!(
                Instant::now() < deadline,
                "MariaDB does not answer within {PATIENCE:?}: {}",
                server.ended()
            );
            assert!(
                matches!(server.child.try_wait(), Ok(None)),
                "MariaDB does not start: {}",
                server.ended()
            );
            thread::sleep(Duration::from_millis(20));
        }
        Ok(server)
    }

    /// The URL of one of its databases, for root.
    pub(crate) fn url(&self, database: &str) -> String {
        format!("mysql://root@127.0.0.1:{}/{database}", self.port)
    }

    /// Stops the server and gives what it said.
    fn ended(&mut self) -> String {
        drop(self.child.stdin.take());
        let mut said = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            stderr.read_to_string(&mut said).ok();
        }
        said
    }
}

impl Drop for MariaDb {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        drop(self.child.stderr.take());
        self.child.wait().ok();
    }
}

/// Looks where Debian puts servers too, which is not always on a user's path.
fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(["/usr/sbin".into(), "/usr/bin".into()]);
    folders.into_iter().map(|folder| folder.join(name)).find(|program| program.is_file())
}

/// Who serves: `mysql` where we are root, which `MariaDB` refuses to be.
fn owner(folder: &Path) -> String {
    let me = Command::new("id").arg("-un").output().expect("id");
    let me = String::from_utf8_lossy(&me.stdout).trim().to_owned();
    if me != "root" {
        return me;
    }
    let owned = Command::new("chown").arg("mysql").arg(folder).status().is_ok_and(|status| status.success());
    assert!(owned, "{} cannot be given to the account mysql", folder.display());
    "mysql".to_owned()
}

/// The one server of this process.
pub(crate) fn server() -> Option<&'static MariaDb> {
    static SERVER: OnceLock<Result<MariaDb, String>> = OnceLock::new();
    let server = SERVER.get_or_init(|| {
        let server = MariaDb::start();
        if let Err(reason) = &server {
            // Not by `println!`: libtest would keep it to itself, for the tests pass.
            let _ = writeln!(io::stderr(), "skipped: a database on MariaDB: {reason}");
        }
        server
    });
    server.as_ref().ok()
}
