//! Decodes an image to see that it is one. The pixels are thrown away.

use std::io::{self, BufRead, ErrorKind, Seek};

use image::{ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::media::model::{Dimensions, ImageKind};

/// The most bytes of a pixel: four samples of 16 bits.
const PIXEL: u64 = 8;
/// What a decoder has beside its pixels.
const TABLES: u64 = 16 << 20;

/// How large an image is, from its head.
pub(super) fn dimensions(
    kind: ImageKind,
    head: &[u8],
    reader: impl BufRead + Seek,
) -> io::Result<Dimensions> {
    // Of a PNG that has nothing but a head, the decoder would not tell it.
    if let (ImageKind::Png, Some(dimensions)) = (kind, of_png(head)) {
        return Ok(dimensions);
    }
    let (width, height) = decoder(kind, reader)?.dimensions();
    Ok(Dimensions { width, height })
}

/// Decodes an image with at most so many pixels.
pub(super) fn check(kind: ImageKind, reader: impl BufRead + Seek, pixels: u64) -> io::Result<()> {
    let mut decoder = decoder(kind, reader)?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(pixels.saturating_mul(PIXEL).saturating_add(TABLES));
    decoder.set_limits(limits).map_err(of_image)?;
    let bytes = usize::try_from(decoder.total_bytes()).map_err(|_| ErrorKind::InvalidData)?;
    decoder.read_image(&mut vec![0; bytes]).map_err(of_image)
}

fn decoder<'a>(kind: ImageKind, reader: impl BufRead + Seek + 'a) -> io::Result<Box<dyn ImageDecoder + 'a>> {
    let format = match kind {
        ImageKind::Png => ImageFormat::Png,
        ImageKind::Jpeg => ImageFormat::Jpeg,
        ImageKind::Gif => ImageFormat::Gif,
        ImageKind::Webp => ImageFormat::WebP,
    };
    Ok(Box::new(ImageReader::with_format(reader, format).into_decoder().map_err(of_image)?))
}

/// Width and height stand at a fixed place (PNG, third edition, section 11.2.1).
fn of_png(head: &[u8]) -> Option<Dimensions> {
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    let is_first = head.get(12..16)? == b"IHDR";
    let dimensions = Dimensions { width: number(16)?, height: number(20)? };
    is_first.then_some(dimensions)
}

/// A decoder's own complaint is about the bytes; one of the disk stays what it is.
fn of_image(error: ImageError) -> io::Error {
    match error {
        ImageError::IoError(error) => error,
        other => io::Error::new(ErrorKind::InvalidData, other),
    }
}
