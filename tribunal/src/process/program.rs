//! A program in a process group of its own, under a small shell that ends the group when we end.
//!
//! The shell's standard input is a pipe that only this process holds: dropping the [`Program`], a panic, Ctrl-C and
//! SIGKILL all close it. Ctrl-C in a terminal does not reach the group, so the order of the end is ours.

use std::{
    ffi::OsString,
    fmt, io,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use tempfile::TempDir;

use super::said::Said;

/// `$1` is the file that gets the exit code, the rest is the command. Both its streams go one way, so that their lines
/// keep their order. When standard input ends, the group is asked to
/// end (SIGTERM), has five seconds for it, and is ended; the file's folder goes, for whoever made it may have been killed.
const SCRIPT: &str = r#"exec 3<&0 </dev/null
status=$1; shift
trap : HUP INT TERM
"$@" 3<&- 2>&1 &
program=$!
exec >/dev/null 2>&1
(
  trap '' HUP INT TERM
  read -r _ <&3
  kill -TERM 0
  n=0
  while kill -0 $program && [ $n -lt 500 ]; do sleep 0.01; n=$((n + 1)); done
  rm -rf "${status%/*}"
  kill -KILL 0
) &
exec 3<&-
while :; do
  wait $program; code=$?
  kill -0 $program || break
done
echo $code >"$status.new" && mv "$status.new" "$status"
wait"#;

/// How long the last words of a program that has ended may take to arrive.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// What to start.
#[derive(Clone, Debug, Default)]
pub struct ProgramSpec {
    /// The program and its arguments.
    pub words: Vec<OsString>,
    /// Where it is started; `None`: here.
    pub folder: Option<PathBuf>,
    /// Variables besides our own.
    pub variables: Vec<(String, String)>,
    /// Whether what it says is repeated on standard error.
    pub aloud: bool,
    /// What each of those lines begins with, where several programs speak.
    pub label: String,
}

impl ProgramSpec {
    /// A command line as a shell reads it; further arguments are appended to it as they are.
    pub fn shell(line: &str, arguments: impl IntoIterator<Item = OsString>) -> Self {
        let words = ["sh", "-c", &format!("{line} \"$@\""), "sh"].map(OsString::from);
        Self { words: words.into_iter().chain(arguments).collect(), ..Self::default() }
    }
}

/// A running program. Dropping it ends it and all that it has started.
#[derive(Debug)]
pub struct Program {
    shell: Child,
    status: TempDir,
    said: Said,
}

/// How a program ended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// The exit code; 128 and the signal's number where a signal ended it.
    pub code: i32,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            code @ 129..=192 => write!(f, "was ended by signal {}", code - 128),
            code => write!(f, "ended with exit code {code}"),
        }
    }
}

impl Program {
    /// Starts it. A command that does not exist ends with exit code 127 and says so.
    ///
    /// # Errors
    /// There is no shell, or no more processes, files or room.
    pub fn start(spec: &ProgramSpec) -> io::Result<Self> {
        let status = tempfile::Builder::new().prefix("tribunal-program-").tempdir()?;
        let mut command = Command::new("sh");
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        command.args(["-c", SCRIPT, "sh"]).arg(status.path().join("status")).args(&spec.words);
        if let Some(folder) = &spec.folder {
            command.current_dir(folder);
        }
        let mut shell = command
            .envs(spec.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let said = Said::default();
        if let Some(stdout) = shell.stdout.take() {
            said.listen(stdout, spec.aloud.then(|| spec.label.clone()));
        }
        Ok(Self { shell, status, said })
    }

    /// How it ended, if it has ended by itself.
    pub fn ended(&self) -> Option<Ending> {
        let code = std::fs::read_to_string(self.status.path().join("status")).ok()?;
        Some(Ending { code: code.trim().parse().unwrap_or(-1) })
    }

    /// The last it has said on either stream; of a program that has ended, all of its last words.
    pub fn said(&self) -> String {
        self.said_since(0)
    }

    /// What it has said since it had said so much.
    pub fn said_since(&self, mark: usize) -> String {
        if self.ended().is_some() {
            self.said.until_ended(LAST_WORDS);
        }
        self.said.since(mark)
    }

    /// How much it has said so far, in bytes.
    pub fn mark(&self) -> usize {
        self.said.mark()
    }
}

/// Ends several at the same time, what holds them with it: one that takes its five seconds does not make the others wait.
pub fn end_together<T: Send>(holders: impl IntoIterator<Item = T>) {
    thread::scope(|scope| {
        for holder in holders {
            scope.spawn(move || drop(holder));
        }
    });
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        self.shell.wait().ok();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn shell(line: &str) -> Program {
        Program::start(&ProgramSpec::shell(line, [])).expect("a shell")
    }

    fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + Duration::from_secs(20);
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            assert!(Instant::now() < deadline, "it never came");
            thread::sleep(Duration::from_millis(2));
        }
    }

    fn alive(id: &str) -> bool {
        // A zombie is not alive.
        std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn exit_code_and_last_words_are_kept() {
        let program = shell("echo out; echo err >&2; exit 3; :");
        assert_eq!(until(|| program.ended()).to_string(), "ended with exit code 3");
        let said = program.said();
        assert!(said.contains("out") && said.contains("err"), "{said}");
    }

    #[test]
    fn a_command_that_does_not_exist_says_so() {
        let program = shell("no-such-command-here");
        assert_eq!(until(|| program.ended()).code, 127);
        assert!(program.said().contains("no-such-command-here"), "{}", program.said());
    }

    #[test]
    fn a_signal_is_told_as_one() {
        let program = shell("kill -SEGV $$;");
        assert_eq!(until(|| program.ended()).to_string(), "was ended by signal 11");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_whole_group_ends_also_what_outlives_its_parent_or_ignores_being_asked() {
        let program = shell(
            "(sleep 600 & echo orphan $!) ; sh -c 'trap \"\" TERM; echo stubborn $$; while :; do sleep 0.1; done' & \
             echo leader $$; exit 0; :",
        );
        let ids = until(|| {
            let said = program.said();
            let ids: Vec<String> =
                said.lines().filter_map(|line| line.split_once(' ')).map(|(_, id)| id.to_owned()).collect();
            (ids.len() == 3).then_some(ids)
        });
        assert_eq!(until(|| program.ended()).code, 0);
        assert!(alive(&ids[0]) || alive(&ids[1]), "they outlive their parent");
        drop(program);
        until(|| ids.iter().all(|id| !alive(id)).then_some(()));
    }
}
