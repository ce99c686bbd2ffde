//! The processes of a trial: started, killed, started again, and none left behind.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::settings::Settings;

/// Settings of every process. The lease is short, so that a trial does not wait long for what a killed worker held.
const FLAGS: [&str; 12] = [
    "--argon2-memory",
    "8",
    "--argon2-passes",
    "1",
    "--access-ttl",
    "1h",
    "--job-lease",
    "1s",
    "--login-limit-address",
    "0",
    "--log",
    "warn",
];

/// All processes, in one group that ends with this program, whatever way it ends.
pub(crate) struct Herd {
    members: Vec<Member>,
    urls: Vec<String>,
    _guard: Guard,
}

struct Member {
    name: String,
    command: Command,
    log: PathBuf,
    process: Child,
}

impl Herd {
    /// Starts every process.
    pub(crate) fn start(database_url: &str, folder: &Path) -> Self {
        let guard = Guard::start().expect("a shell");
        let ports: Vec<u16> = free_ports(Settings::SERVERS);
        let serving = ports.iter().map(|port| {
            vec![
                "serve".to_owned(),
                "--no-worker".to_owned(),
                "--listen".to_owned(),
                format!("127.0.0.1:{port}"),
            ]
        });
        let working = std::iter::repeat_n(vec!["worker".to_owned()], Settings::WORKERS);
        let members = serving.chain(working).enumerate().map(|(index, arguments)| {
            let name = format!("{}-{index}", arguments[0]);
            let log = folder.join(format!("{name}.log"));
            File::create(&log).expect("a log");
            let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
            command
                .current_dir(folder)
                .env_clear()
                .args(arguments)
                .args(FLAGS)
                .args(["--database-url", database_url])
                .stdin(Stdio::null())
                .process_group(guard.group());
            let process = spawn(&mut command, &log).expect("the program starts");
            Member { name, command, log, process }
        });
        let members = members.collect();
        let urls = ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect();
        Self { members, urls, _guard: guard }
    }

    /// Where the servers listen.
    pub(crate) fn urls(&self) -> Vec<String> {
        self.urls.clone()
    }

    /// How many processes there are; the servers come first.
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// Kills a process and starts it again at once.
    pub(crate) fn kill(&mut self, index: usize) {
        self.assert_alive();
        let member = &mut self.members[index];
        member.process.kill().expect("killed");
        member.process.wait().expect("gone");
        member.process = spawn(&mut member.command, &member.log).expect("the program starts");
    }

    /// Proves that no process has ended by itself.
    #[track_caller]
    pub(crate) fn assert_alive(&mut self) {
        for member in &mut self.members {
            if let Some(status) = member.process.try_wait().expect("a state") {
                panic!("{} ended by itself, {status}:\n{}", member.name, tail(&member.log));
            }
        }
    }

    /// The last lines of every log.
    pub(crate) fn logs(&self) -> String {
        self.members
            .iter()
            .fold(String::new(), |all, member| format!("{all}--- {}\n{}\n", member.name, tail(&member.log)))
    }
}

fn spawn(command: &mut Command, log: &Path) -> io::Result<Child> {
    let file = OpenOptions::new().append(true).open(log)?;
    command.stdout(file.try_clone()?).stderr(file).spawn()
}

fn tail(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// Ports that stay ours while a server is down: outside the range that outgoing connections are given ports from.
fn free_ports(count: usize) -> Vec<u16> {
    let first = 20_000 + rand::random::<u16>() % 8_000;
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    (first..32_000).filter(free).take(count).collect()
}

/// A shell that leads the group of the processes. Its input is a pipe that only this program holds: when it is
/// closed, by a drop, a panic, Ctrl-C or SIGKILL, the shell kills the group.
struct Guard(Child);

impl Guard {
    fn start() -> io::Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", "read -r _; kill -KILL 0"]).process_group(0);
        Ok(Self(shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?))
    }

    fn group(&self) -> i32 {
        i32::try_from(self.0.id()).expect("a process id")
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        self.0.wait().ok();
    }
}
