//! How much memory a large file costs.

use std::fs;

use super::wire::{Framing, get, registered, upload};
use crate::process::Server;

/// A file, and how much more memory than for a quarter of it the server may need at any time.
const FILE: usize = 256 << 20;
const ROOM: usize = 8 << 20;

/// The most memory that a process has had, in bytes (proc(5), `VmHWM`).
fn peak(server: &Server) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("a status");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    let kibibytes: usize = line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).expect("a number");
    kibibytes << 10
}

#[test]
fn a_large_file_goes_in_and_out_piece_by_piece() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::with(folder.path(), &["--upload-limit", &FILE.to_string()]);
    let bearer = registered(&server);
    let url = |reply: serde_json::Value| reply["data"]["upload"]["url"].as_str().expect("a URL").to_owned();
    // Pieces, and what is loaded once, cost the same for it.
    let quarter = url(upload(&server, &bearer, FILE / 4, Framing::Chunks).is(201).json());
    get(&server, &quarter).is(200);

    let before = peak(&server);
    let large = url(upload(&server, &bearer, FILE, Framing::Chunks).is(201).json());
    let uploaded = peak(&server);
    let reply = get(&server, &large).is(200);
    assert_eq!(reply.bytes.len(), FILE);
    let downloaded = peak(&server);
    let told = format!("{before} bytes before, {uploaded} after the upload, {downloaded} after the download");
    assert!(downloaded - before < ROOM, "{told}");
    println!("{told}");
    assert_eq!(server.stop(), Some(0));
}
