//! A bucket of a server that speaks S3: moto, which `make setup` installs.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::wire::{Framing, get, registered, upload};
use crate::process::Server;

/// Amazon's signatures are not checked by moto, so any key will do.
const KEY: [&str; 4] = ["--s3-key-id", "id", "--s3-secret", "secret"];

struct Moto {
    process: Child,
    endpoint: String,
}

impl Moto {
    /// None, with the reason printed, where it is not installed.
    fn start() -> Option<Self> {
        let program = program();
        if !program.exists() {
            // Not `eprintln!`: libtest would keep it to itself, for a test that is left out passes.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: files in S3: {} is missing (make setup)",
                program.display()
            );
            return None;
        }
        let free = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a free port");
        let process = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", &free.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("moto starts");
        let moto = Self { process, endpoint: free.to_string() };
        let end = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(&moto.endpoint).is_err() {
            assert!(Instant::now() < end, "moto does not answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(moto)
    }

    /// One request, and the whole answer.
    fn request(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.endpoint).expect("a connection");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: 0\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/s3/aws4_request\r\n\r\n",
            self.endpoint
        );
        stream.write_all(head.as_bytes()).expect("sent");
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).expect("an answer");
        answer
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// Where `make setup` puts it.
#[expect(clippy::disallowed_methods, reason = "a setting of the tests, not of the program")]
fn program() -> PathBuf {
    let installed = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/moto/bin/moto_server");
    std::env::var("MOTO_SERVER").map_or(installed, PathBuf::from)
}

#[test]
fn files_are_kept_in_a_bucket_and_its_loss_is_503() {
    let Some(moto) = Moto::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = format!("http://{}", moto.endpoint);
    let settings =
        ["--storage-url", "s3://files/of/plenary", "--s3-endpoint", &endpoint, "--upload-limit", "20000000"];
    let settings = [&settings[..], &KEY[..]].concat();

    let refused = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder.path())
        .env_clear()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(&settings)
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&refused.stderr);
    assert_eq!((refused.status.code(), told.lines().count()), (Some(2), 1), "{told}");
    assert!(told.contains("s3://files/of/plenary") && told.contains("NoSuchBucket"), "{told}");

    assert!(moto.request("PUT", "/files").starts_with("HTTP/1.1 200 "));
    let server = Server::with(folder.path(), &settings);
    let bearer = registered(&server);
    // One that is sent whole, and one that is sent in parts.
    let mut urls = Vec::new();
    for size in [1000, 12_000_000] {
        let reply = upload(&server, &bearer, size, Framing::Length).is(201).json();
        let upload = &reply["data"]["upload"];
        let url = upload["url"].as_str().expect("a URL").to_owned();
        assert!(get(&server, &url).is(200).bytes == vec![b'x'; size]);
        let key = upload["key"].as_str().expect("a key");
        let object = moto.request("HEAD", &format!("/files/of/plenary/{key}"));
        assert!(object.starts_with("HTTP/1.1 200 "), "{object}");
        urls.push(url);
    }
    let head =
        format!("GET {} HTTP/1.1\r\nHost: x\r\nRange: bytes=5-9\r\nConnection: close\r\n\r\n", urls[1]);
    let part = server.exchange(&head);
    assert!(part.starts_with("HTTP/1.1 206 ") && part.ends_with("\r\n\r\nxxxxx"), "{part}");
    assert!(part.to_lowercase().contains("content-range: bytes 5-9/12000000"), "{part}");
    assert!(!folder.path().join("data/media").exists());

    drop(moto);
    let reply = get(&server, &urls[0]).is(503);
    assert_eq!(reply.json()["subcode"], 5003);
    assert!(reply.head.to_lowercase().contains("retry-after: "), "{}", reply.head);
    let reply = upload(&server, &bearer, 1000, Framing::Length).is(503);
    assert_eq!(reply.json()["message"], "The file storage is not available.");
    assert_eq!(server.stop(), Some(0));
}
