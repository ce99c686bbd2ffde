//! The processes of one measurement, ended with it.

use std::fs::File;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

/// All processes in one group. A shell leads it; its input is a pipe that only this program holds: when it is closed,
/// by a drop, a panic, Ctrl-C or SIGKILL, the shell kills the group.
pub(crate) struct Herd {
    shell: Child,
    members: Vec<Child>,
}

impl Herd {
    pub(crate) fn new() -> Result<Self> {
        let mut shell = Command::new("sh");
        shell.args(["-c", "read -r _; kill -KILL 0"]).process_group(0).stdin(Stdio::piped());
        let shell = shell.stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("a shell")?;
        Ok(Self { shell, members: Vec::new() })
    }

    /// Starts one more; what it prints goes into a log.
    pub(crate) fn start(&mut self, mut command: Command, log: &Path) -> Result<()> {
        let group = i32::try_from(self.shell.id())?;
        let file = File::create(log).with_context(|| format!("{}", log.display()))?;
        command.process_group(group).stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let name = format!("{command:?}");
        self.members.push(command.spawn().with_context(|| name)?);
        Ok(())
    }
}

impl Drop for Herd {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        self.shell.wait().ok();
        for member in &mut self.members {
            member.wait().ok();
        }
    }
}
