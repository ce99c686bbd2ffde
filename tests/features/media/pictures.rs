//! Images that are made here, and so are real.

use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::{Delay, DynamicImage, Frame, ImageFormat, Rgb, RgbImage};

/// A picture with something in it, so that it does not shrink to nothing.
fn picture(width: u32, height: u32) -> RgbImage {
    let shade = |value: u32| u8::try_from(value % 251).expect("less than 251");
    RgbImage::from_fn(width, height, |x, y| Rgb([shade(x * 7 + y), shade(x * y), shade(x + y * 13)]))
}

/// One image of a kind.
pub(crate) fn encoded(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture(width, height)).write_to(&mut bytes, format).expect("encoded");
    bytes.into_inner()
}

/// A GIF that moves: three frames.
pub(crate) fn animated() -> Vec<u8> {
    let mut bytes = Vec::new();
    let frame = |side| {
        let picture = DynamicImage::from(picture(side, side)).into_rgba8();
        Frame::from_parts(picture, 0, 0, Delay::from_numer_denom_ms(100, 1))
    };
    GifEncoder::new(&mut bytes).encode_frames([24, 24, 24].map(frame)).expect("encoded");
    bytes
}

/// A PNG that says it has so many pixels, and has nothing else.
pub(crate) fn head_of_png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = encoded(ImageFormat::Png, 1, 1);
    bytes.truncate(33);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    bytes
}
