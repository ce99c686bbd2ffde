//! Raw HTTP/1.1 to the program in a process of its own, so that a body of any size is sent piece by piece.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;

use crate::process::Server;

/// How a body says where it ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Framing {
    Length,
    Chunks,
}

/// An answer, its body counted and not kept where it is no JSON.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, String::from_utf8_lossy(&self.bytes));
        self
    }
}

/// Registers somebody and gives the `Authorization` header.
pub(crate) fn registered(server: &Server) -> String {
    let body = r#"{"username":"zoe","email":"zoe@example.org","password":"long enough"}"#;
    let answer = server.post("/auth/register", body);
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    let body: Value = serde_json::from_str(body).expect("JSON");
    format!("Bearer {}", body["data"]["token"].as_str().expect("a token"))
}

/// Uploads a file of so many bytes, all the same, in pieces.
pub(crate) fn upload(server: &Server, bearer: &str, size: usize, framing: Framing) -> Reply {
    let start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"large\"\r\n\r\n";
    let end = "\r\n--b--\r\n";
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    let length = match framing {
        Framing::Length => format!("Content-Length: {}", start.len() + size + end.len()),
        Framing::Chunks => "Transfer-Encoding: chunked".to_owned(),
    };
    let head = format!(
        "POST /upload/files HTTP/1.1\r\nHost: x\r\nAuthorization: {bearer}\r\nConnection: close\r\n\
         Content-Type: multipart/form-data; boundary=b\r\n{length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let piece = vec![b'x'; 1 << 16];
    let pieces = std::iter::once(start.as_bytes())
        .chain((0..size.div_ceil(piece.len())).map(|at| &piece[..piece.len().min(size - at * piece.len())]))
        .chain([end.as_bytes()]);
    for piece in pieces {
        let sent = match framing {
            Framing::Length => stream.write_all(piece),
            Framing::Chunks => {
                let framed = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
                stream.write_all(&framed)
            }
        };
        // The server may answer and hang up before the end: that is its right.
        if sent.is_err() {
            break;
        }
    }
    if let Framing::Chunks = framing {
        drop(stream.write_all(b"0\r\n\r\n"));
    }
    read(stream)
}

/// Reads a path.
pub(crate) fn get(server: &Server, path: &str) -> Reply {
    let mut stream = TcpStream::connect(&server.address).expect("a connection");
    let head = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).expect("sent");
    read(stream)
}

fn read(mut stream: TcpStream) -> Reply {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.get(9..12).and_then(|status| status.parse().ok()).expect("a status");
    Reply { status, head, bytes: bytes[end + 4..].to_vec() }
}
