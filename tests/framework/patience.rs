//! Clients that waste the server's time, and what comes before HTTP is understood: nobody hangs, nobody is hurt.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::process::Server;

const PING: &str = "GET /ping HTTP/1.1\r\nHost: x\r\n\r\n";
const LAST_PING: &str = "GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// What comes back on a connection on which only this is sent, until the server hangs up.
fn all_that_comes(server: &Server, sent: &str) -> String {
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.write_all(sent.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an end of the connection");
    answer
}

#[test]
fn a_client_that_sends_nothing_more_is_hung_up_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::with(folder.path(), &["--read-timeout", "1s"]);
    for head in ["", "GET /ping HT", "GET /ping HTTP/1.1\r\nHost: x\r\nX-Slow: 1\r\n"] {
        assert_eq!(all_that_comes(&server, head), "", "{head}");
    }
    let kept_alive = all_that_comes(&server, PING);
    assert!(kept_alive.starts_with("HTTP/1.1 200 "), "{kept_alive}");

    let body =
        "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
    let answer = all_that_comes(&server, body);
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert!(answer.contains("The body took too long to arrive."), "{answer}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn what_is_no_http_gets_an_answer_or_an_end_and_hurts_nobody() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let long = "x".repeat(2000);
    let many_headers = format!("{}{}", &PING[..PING.len() - 2], format!("X-A: {long}\r\n").repeat(300));
    let header_count = format!("{}{}\r\n", &PING[..PING.len() - 2], "X-A: 1\r\n".repeat(200));
    let long_target = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", long.repeat(40));
    for (sent, status) in [
        ("dance\r\n\r\n", "400"),
        ("GET /ping HTTP/1.1\r\nHost: x\r\nA\u{0}: b\r\n\r\n", "400"),
        ("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "400"),
        ("POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}", "400"),
        ("POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: dance\r\n\r\n{}", "400"),
        (header_count.as_str(), "431"),
        (long_target.as_str(), "414"),
    ] {
        let answer = all_that_comes(&server, sent);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{}\n{answer}", sent.escape_debug());
    }
    // So much is refused before it is read, so the answer may be lost with the connection.
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    let mut answer = Vec::new();
    let lost = stream.write_all(many_headers.as_bytes()).is_err() || stream.read_to_end(&mut answer).is_err();
    assert!(lost || answer.starts_with(b"HTTP/1.1 431 "), "{}", String::from_utf8_lossy(&answer));

    assert!(server.exchange(LAST_PING).starts_with("HTTP/1.1 200 "));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_connection_ends_with_the_body_that_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let head = "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1048577\r\n\r\n";
    let answer = all_that_comes(&server, head);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn who_sends_too_much_at_once_still_reads_the_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let (head, body) =
        ("POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json", " ".repeat(4 << 20));
    let announced = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let chunked = format!("{head}\r\nTransfer-Encoding: chunked\r\n\r\n400000\r\n{body}\r\n0\r\n\r\n");
    for request in [announced, chunked] {
        let answer = all_that_comes(&server, &request);
        assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    }
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_connection_that_waits_does_not_delay_the_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::with(folder.path(), &["--read-timeout", "1h", "--shutdown-grace", "1h"]);
    let mut kept_alive = TcpStream::connect(&server.address).expect("a connection");
    kept_alive.write_all(PING.as_bytes()).expect("sent");
    kept_alive.read_exact(&mut [0; 12]).expect("an answer");
    assert_eq!(server.stop(), Some(0));
}
