//! One pass over all bytes for size, digest and type; for an image another two.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek};

use sha2::{Digest, Sha256};

use super::text::Utf8;
use super::{decode, whole};
use crate::infra::hex;
use crate::media::model::{Dimensions, ImageKind, Inspected};

/// What types are found from.
const HEAD: usize = 8 << 10;
/// How much is read at once.
const PIECE: usize = 64 << 10;

/// What a file came to.
pub(in crate::media) enum Judgement {
    /// It can be kept as this.
    Good(Inspected),
    /// It has no bytes.
    Empty,
    /// It begins as an image and does not go on as one.
    Broken(ImageKind),
    /// It is an image with more pixels than the limit.
    TooManyPixels,
}

/// Judges a file. An image may have so many pixels; a larger one is refused from its head, never decoded.
pub(in crate::media) fn inspect(file: &File, pixels: u64) -> io::Result<Judgement> {
    let (mut inspected, head) = survey(file)?;
    if inspected.size == 0 {
        return Ok(Judgement::Empty);
    }
    let Some(kind) = ImageKind::of(&inspected.content_type) else { return Ok(Judgement::Good(inspected)) };
    let judged = judge_image(file, kind, &head, inspected.size, pixels);
    match judged {
        Ok(Some(dimensions)) => {
            inspected.dimensions = Some(dimensions);
            Ok(Judgement::Good(inspected))
        }
        Ok(None) => Ok(Judgement::TooManyPixels),
        Err(error) if is_of_bytes(&error) => Ok(Judgement::Broken(kind)),
        Err(error) => Err(error),
    }
}

/// None for an image with too many pixels.
fn judge_image(
    file: &File,
    kind: ImageKind,
    head: &[u8],
    size: u64,
    pixels: u64,
) -> io::Result<Option<Dimensions>> {
    let dimensions = decode::dimensions(kind, head, from_start(file)?)?;
    if dimensions.pixels() > pixels {
        return Ok(None);
    }
    whole::check(kind, from_start(file)?, size)?;
    decode::check(kind, from_start(file)?, pixels)?;
    Ok(Some(dimensions))
}

/// Whether the bytes are at fault and not the disk.
fn is_of_bytes(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData)
}

/// What can be told without understanding the bytes, and the first of them.
fn survey(file: &File) -> io::Result<(Inspected, Vec<u8>)> {
    let mut reader = from_start(file)?.into_inner();
    let (mut digest, mut text, mut size) = (Sha256::new(), Utf8::default(), 0);
    let (mut head, mut piece) = (Vec::with_capacity(HEAD), vec![0; PIECE]);
    loop {
        let read = reader.read(&mut piece)?;
        let bytes = piece.get(..read).unwrap_or_default();
        if bytes.is_empty() {
            break;
        }
        digest.update(bytes);
        text.add(bytes);
        size += bytes.len() as u64;
        head.extend(bytes.iter().take(HEAD - head.len()));
    }
    let content_type = content_type(&head, text.is_text());
    let sha256 = hex(&digest.finalize());
    Ok((Inspected { content_type, size, sha256, dimensions: None }, head))
}

/// The type that the first bytes show; without one, whether all of them are text.
fn content_type(head: &[u8], is_text: bool) -> String {
    let shown = infer::get(head).map(|kind| kind.mime_type());
    let plain = if is_text { "text/plain" } else { "application/octet-stream" };
    shown.unwrap_or(plain).to_owned()
}

fn from_start(mut file: &File) -> io::Result<BufReader<&File>> {
    file.rewind()?;
    Ok(BufReader::with_capacity(PIECE, file))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn judge(bytes: &[u8]) -> Judgement {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        inspect(&file, 1_000_000).unwrap()
    }

    #[test]
    fn the_type_is_what_the_bytes_show() {
        for (bytes, content_type) in [
            (&b"hello"[..], "text/plain"),
            ("žluťoučký kůň".as_bytes(), "text/plain"),
            (b"a\0b", "application/octet-stream"),
            (b"\xff\xfe\xfd", "application/octet-stream"),
            (b"<!DOCTYPE html><html><script>alert(1)</script>", "text/html"),
            (b"%PDF-1.7\n", "application/pdf"),
            (b"PK\x03\x04", "application/zip"),
            (b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "text/xml"),
        ] {
            match judge(bytes) {
                Judgement::Good(inspected) => assert_eq!(inspected.content_type, content_type),
                _ => panic!("{content_type} is not kept"),
            }
        }
    }

    #[test]
    fn size_and_digest_are_of_all_bytes() {
        let Judgement::Good(inspected) = judge(&vec![b'x'; 200_000]) else { panic!("not kept") };
        assert_eq!(inspected.size, 200_000);
        assert_eq!(inspected.sha256.len(), 64);
        let Judgement::Good(abc) = judge(b"abc") else { panic!("not kept") };
        assert_eq!(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(matches!(judge(b""), Judgement::Empty));
    }
}
