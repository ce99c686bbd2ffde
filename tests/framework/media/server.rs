//! The program in a process of its own: its real limits, its folder, its refusals to start.

use std::process::Command;

use super::wire::{Framing, get, registered, upload};
use crate::process::Server;

#[test]
fn eleven_mebibytes_are_too_large_and_the_sender_reads_why() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let bearer = registered(&server);
    for framing in [Framing::Length, Framing::Chunks] {
        upload(&server, &bearer, 10 << 20, framing).is(201);
        let reply = upload(&server, &bearer, 11 << 20, framing).is(413);
        assert_eq!(reply.json()["subcode"], 4130, "{framing:?}");
        assert_eq!(reply.json()["message"], "A file may have at most 10485760 bytes.");
        assert!(reply.head.to_lowercase().contains("connection: close"), "{}", reply.head);
        // Whoever is refused for another reason reads the answer, too.
        assert_eq!(upload(&server, "Bearer garbled", 8 << 20, framing).is(401).json()["subcode"], 4132);
    }
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn files_in_the_folder_survive_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path());
    let reply = upload(&server, &registered(&server), 100_000, Framing::Length).is(201).json();
    let url = reply["data"]["upload"]["url"].as_str().expect("a URL").to_owned();
    assert_eq!(server.stop(), Some(0));
    let kept: Vec<_> = std::fs::read_dir(folder.path().join("data/media")).expect("a folder").collect();
    assert_eq!(kept.len(), 1, "{kept:?}");

    let server = Server::start(folder.path());
    let reply = get(&server, &url).is(200);
    assert!(reply.bytes == vec![b'x'; 100_000], "{}", reply.head);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn the_baseline_has_its_file_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let seeded = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder.path())
        .env_clear()
        .arg("seed-db")
        .output()
        .expect("the program runs");
    assert!(seeded.status.success(), "{}", String::from_utf8_lossy(&seeded.stderr));
    let server = Server::start(folder.path());
    let reply = get(&server, &format!("/media/{}", plenary::fixture::UPLOAD_KEY)).is(200);
    assert_eq!(reply.bytes, plenary::fixture::UPLOAD);
    assert_eq!(server.stop(), Some(0));
}

/// The one line with which the program refuses to start.
fn refusal(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("file"), "no folder").expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .current_dir(folder.path())
        .env_clear()
        .args(["serve", "--listen", "127.0.0.1:0"])
        .args(arguments)
        .output()
        .expect("the program runs");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), told.lines().count()), (Some(2), 1), "{told}");
    told
}

#[test]
fn a_storage_that_cannot_be_opened_is_one_line() {
    let line = refusal(&["--storage-url", "file:file/media"]);
    assert!(
        line.starts_with("plenary: cannot open the storage file:file/media: nothing can be written there: "),
        "{line}"
    );
    let line = refusal(&["--storage-url", "ftp://host/folder"]);
    assert!(line.contains("wrong value for --storage-url or STORAGE_URL: expected file:./path"), "{line}");
    let nobody = ["--s3-endpoint", "http://127.0.0.1:9", "--s3-key-id", "id", "--s3-secret", "hunter2"];
    let line = refusal(&[&["--storage-url", "s3://bucket/prefix"], &nobody[..]].concat());
    assert!(line.starts_with("plenary: cannot open the storage s3://bucket/prefix: "), "{line}");
    assert!(!line.contains("hunter2"), "{line}");
    let line = refusal(&["--storage-url", "s3://bucket", "--s3-key-id", "id"]);
    assert!(line.contains("--s3-secret"), "{line}");
}
