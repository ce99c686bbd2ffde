//! The program in a process of its own, serving on a free port.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

pub(crate) struct Server {
    process: Child,
    pub(crate) address: String,
    pub(crate) printed: Vec<String>,
}

impl Server {
    /// Starts the program in a folder and waits until it has said where it listens.
    pub(crate) fn start(folder: &Path) -> Self {
        Self::with(folder, &[])
    }

    /// The same with some settings of its own.
    pub(crate) fn with(folder: &Path, flags: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_plenary"))
            .current_dir(folder)
            .env_clear()
            .args(["serve", "--listen", "127.0.0.1:0", "--argon2-memory", "8", "--log", "off"])
            .args(flags)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let printed: Vec<String> = lines.take(3).map(|line| line.expect("a line")).collect();
        let address = printed[1].rsplit_once("http://").expect("an address").1.to_owned();
        Self { process, address, printed }
    }

    /// The number of its process.
    pub(crate) fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Sends all of this at once, and reads until the server hangs up.
    pub(crate) fn exchange(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> String {
        self.exchange(&format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
    }

    /// Ends the program as a service manager does, and gives its exit code.
    pub(crate) fn stop(mut self) -> Option<i32> {
        let ended = Command::new("kill").arg(self.process.id().to_string()).status().expect("kill");
        assert!(ended.success());
        self.process.wait().expect("an end").code()
    }
}

/// A test that fails leaves no server behind.
impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
