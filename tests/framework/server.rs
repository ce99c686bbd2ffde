//! The program as it serves: addresses printed, data kept over a restart, an orderly end.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::process::Server;

#[test]
fn a_first_start_needs_nothing_and_a_restart_keeps_the_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    assert!(server.printed[0].ends_with("data in sqlite://data/plenary.db"), "{:?}", server.printed);
    assert!(server.printed[2].ends_with("/docs"), "{:?}", server.printed);
    let body = r#"{"username":"zoe","email":"zoe@example.org","password":"long enough"}"#;
    let answer = server.post("/auth/register", body);
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    assert_eq!(server.stop(), Some(0));

    let server = Server::start(folder.path());
    let answer = server.post("/login", r#"{"username":"zoe","password":"long enough"}"#);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_body_in_chunks_meets_the_same_limit() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    let head = "POST /auth/register HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Transfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).expect("sent");
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    for _ in 0..17 {
        // The server may answer and hang up before the last chunk: that is its right.
        if stream.write_all(chunk.as_bytes()).is_err() {
            break;
        }
    }
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).expect("an answer");
    assert_eq!(String::from_utf8_lossy(&answer), "HTTP/1.1 413");
    assert_eq!(server.stop(), Some(0));
}
