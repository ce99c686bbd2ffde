//! A client that does not read what it is sent.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use sea_orm::{ConnectionTrait, Database};
use serde_json::Value;

use crate::process::Server;

/// What waits for bob: some ten megabytes as events.
const WAITING: i64 = 40_000;
/// What the streams may cost in all, in KiB: next to nothing beside what waits.
const ALLOWED: i64 = 24 * 1024;

/// The most memory that a process has had so far, in KiB.
fn high_water(server: &Server) -> i64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("its high water mark");
    line.trim().trim_end_matches("kB").trim().parse().expect("a number")
}

fn follow(server: &Server, token: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a limit");
    let head = format!(
        "GET /notifications/stream HTTP/1.0\r\nHost: x\r\nAuthorization: Bearer {token}\r\nLast-Event-ID: 0\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_that_nobody_reads_cost_a_page_and_lose_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let seeded = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(&folder)
        .env_clear()
        .args(["seed-db", "--log", "off"])
        .status()
        .expect("the program starts");
    assert!(seeded.success());
    let database = folder.path().join("data/plenary.db");
    let db = Database::connect(format!("sqlite://{}", database.display())).await.expect("the file");
    let insert = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {WAITING}) \
         INSERT INTO notifications (user_id, code, message, is_error, created_at) \
         SELECT 3, 10095, 'You have a new message.', FALSE, '2026-01-01 12:00:00+00:00' FROM n"
    );
    db.execute_unprepared(&insert).await.expect("inserted");
    db.close().await.expect("closed");

    let server = Server::with(folder.path(), &["--streams-per-user", "10"]);
    let login = server.post("/login", r#"{"username":"bob","password":"bob-password"}"#);
    let (_, body) = login.split_once("\r\n\r\n").expect("a body");
    let login: Value = serde_json::from_str(body).expect("JSON");
    let token = login["data"]["token"].as_str().expect("a token");

    let mut first = BufReader::new(follow(&server, token));
    let before = high_water(&server);
    let unread: Vec<TcpStream> = (0..8).map(|_| follow(&server, token)).collect();
    // While one is read to its end, the others wait with everything that is theirs.
    let (mut last, mut events, mut line) = (0, 0, String::new());
    while events < WAITING {
        line.clear();
        let read = first.read_line(&mut line);
        assert!(matches!(read, Ok(1..)), "{read:?} after {events} events");
        if let Some(id) = line.strip_prefix("id: ") {
            let id: i64 = id.trim().parse().expect("a number");
            assert!(id > last, "{id} after {last}");
            (last, events) = (id, if id > 6 { events + 1 } else { events });
        }
    }
    let grown = high_water(&server) - before;
    assert!(grown < ALLOWED, "eight streams that nobody reads cost {grown} KiB");
    drop(unread);
    assert_eq!(server.stop(), Some(0));
}
