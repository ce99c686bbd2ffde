//! Forms as clients send them.

use crate::support::{Actor, Answer};

/// The type of the forms made here.
pub(crate) const FORM: &str = "multipart/form-data; boundary=b";

/// A form with one file.
pub(crate) fn form(name: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/x-whatever\r\n\r\n"
    );
    [head.as_bytes(), bytes, b"\r\n--b--\r\n"].concat()
}

/// Uploads a file.
pub(crate) async fn upload(actor: &Actor, name: &str, bytes: &[u8]) -> Answer {
    actor.send_body("/upload/files", FORM, form(name, bytes)).await
}
