//! A private cluster: `initdb` into a temporary folder, `postgres` without any durability, gone with this process.

use std::{
    fs, io,
    net::{Ipv4Addr, TcpListener},
    path::Path,
    process::Command,
    time::Duration,
};

use sqlx::ConnectOptions;
use tempfile::TempDir;

use super::{Programs, connection};
use crate::isolation::{IsolationError, watchdog::Watchdog};

/// How long a cluster may take to answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a start is tried; another program may take the free port before `postgres` does.
const TRIES: usize = 5;

/// Nothing here outlives a crash, so nothing is written for the sake of one.
const SETTINGS: &str = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\nmax_wal_size = 256MB\n\
                        listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nmax_connections = 200\n\
                        shared_buffers = 64MB\nmax_wal_senders = 0\nwal_level = minimal\nlog_min_messages = fatal\n\
                        log_min_error_statement = panic\nautovacuum_naptime = 10s\n\
                        max_prepared_transactions = 20\n";

/// Makes a cluster of the programs in `$1` in the folder `$2` and serves it on port `$3`. When standard input ends, at
/// whatever point, the server is stopped; when it has stopped, the folder is removed.
const SCRIPT: &str = r#"exec 3<&0 </dev/null
serve() {
  "$1/initdb" -D "$2/data" --pwfile="$2/password" --username=tribunal --auth=md5 --encoding=UTF8 \
    --no-locale --no-sync >"$2/log" 2>&1 || return
  cat "$2/settings" >>"$2/data/postgresql.conf"
  exec "$1/postgres" -D "$2/data" -p "$3" >"$2/log" 2>&1
}
serve "$@" 3<&- &
server=$!
( read -r _ <&3; while kill -QUIT $server; do sleep 1; done ) 2>/dev/null &
waiter=$!
exec 3<&-
wait $server
kill $waiter 2>/dev/null
cat "$2/log" >&2
rm -rf "$2""#;

/// A running cluster of our own.
#[derive(Debug)]
pub(in crate::isolation) struct Cluster {
    url: String,
    // Last: stops the server and removes the folder when dropped.
    _watchdog: Watchdog,
}

impl Cluster {
    /// Makes and starts one.
    pub(in crate::isolation) async fn start(programs: &Programs) -> Result<Self, IsolationError> {
        let user = Account::able().map_err(|error| unavailable("no account to run PostgreSQL as", &error))?;
        let mut said = String::new();
        for _ in 0..TRIES {
            let folder = tempfile::Builder::new()
                .prefix("tribunal-postgres-")
                .tempdir()
                .map_err(|error| unavailable("no temporary folder", &error))?;
            let password = format!("{:032x}", rand::random::<u128>());
            prepare(folder.path(), &password, user)
                .map_err(|error| unavailable("the temporary folder", &error))?;
            match Self::serve(programs, folder, user, &password).await? {
                Ok(cluster) => return Ok(cluster),
                Err(log) => said = log,
            }
        }
        Err(IsolationError::Unavailable(format!("PostgreSQL does not start: {}", said.trim())))
    }

    /// The log where the server ended at once, as it does when its port is taken.
    async fn serve(
        programs: &Programs,
        folder: TempDir,
        user: Option<Account>,
        password: &str,
    ) -> Result<Result<Self, String>, IsolationError> {
        let failed = |error: io::Error| unavailable("PostgreSQL does not start", &error);
        let port = free_port().map_err(failed)?;
        let arguments =
            [programs.folder().to_string_lossy(), folder.path().to_string_lossy(), port.to_string().into()];
        let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        let mut watchdog = Watchdog::start(shell(user), SCRIPT, &arguments).map_err(failed)?;
        // From here on the watchdog removes the folder.
        drop(arguments);
        let _ = folder.keep();
        let url = format!("postgres://tribunal:{password}@127.0.0.1:{port}/postgres");
        let options = connection::options(&url, "tribunal")?;
        let deadline = tokio::time::Instant::now() + PATIENCE;
        while tokio::time::Instant::now() < deadline {
            if options.connect().await.is_ok() {
                return Ok(Ok(Self { url, _watchdog: watchdog }));
            }
            if let Some(log) = watchdog.ended() {
                return Ok(Err(log));
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Err(IsolationError::Unavailable(format!("PostgreSQL does not answer within {PATIENCE:?}")))
    }

    /// Its maintenance database.
    pub(in crate::isolation) fn url(&self) -> &str {
        &self.url
    }
}

fn unavailable(what: &str, error: &io::Error) -> IsolationError {
    IsolationError::Unavailable(format!("{what}: {error}"))
}

fn prepare(folder: &Path, password: &str, user: Option<Account>) -> io::Result<()> {
    fs::write(folder.join("password"), password)?;
    fs::write(folder.join("settings"), SETTINGS)?;
    if let Some(user) = user {
        user.own(&folder.join("password"))?;
        user.own(folder)?;
    }
    Ok(())
}

fn shell(user: Option<Account>) -> Command {
    let mut shell = Command::new("sh");
    if let Some(user) = user {
        user.run(&mut shell);
    }
    shell
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// An account other than root: `PostgreSQL` refuses to run as root.
#[derive(Clone, Copy, Debug)]
struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// `None` where we are not root and can stay who we are.
    #[cfg(unix)]
    fn able() -> io::Result<Option<Self>> {
        use std::os::unix::fs::MetadataExt as _;
        // The owner of a file we make is who we are.
        let mine = tempfile::NamedTempFile::new()?;
        if mine.as_file().metadata()?.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        let find = |name: &str| {
            accounts.lines().find_map(|line| {
                let fields: Vec<&str> = line.split(':').collect();
                let [found, _, user, group, ..] = *fields.as_slice() else { return None };
                (found == name).then_some(Self { user: user.parse().ok()?, group: group.parse().ok()? })
            })
        };
        let account = find("postgres").or_else(|| find("nobody"));
        account.map(Some).ok_or_else(|| {
            io::Error::other("root may not run PostgreSQL, and there is no `postgres` or `nobody`")
        })
    }

    #[cfg(not(unix))]
    fn able() -> io::Result<Option<Self>> {
        Err(io::Error::other("private clusters need a Unix system"))
    }

    #[cfg(unix)]
    fn own(self, path: &Path) -> io::Result<()> {
        std::os::unix::fs::chown(path, Some(self.user), Some(self.group))
    }

    #[cfg(unix)]
    fn run(self, command: &mut Command) {
        use std::os::unix::process::CommandExt as _;
        command.uid(self.user).gid(self.group);
    }
}
