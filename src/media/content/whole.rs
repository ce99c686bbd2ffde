//! Whether an image goes on to its end. Decoders are patient and show what there is of a file that was cut off, so
//! its parts are counted here.

use std::io::{self, BufRead, ErrorKind, Seek};

use super::scan::Scan;
use crate::media::model::ImageKind;

/// Fails where an image is not whole. What stands behind its end is no part of it and does no harm.
pub(super) fn check(kind: ImageKind, reader: impl BufRead + Seek, size: u64) -> io::Result<()> {
    let scan = Scan::new(reader, size);
    match kind {
        ImageKind::Png => png(scan),
        ImageKind::Jpeg => jpeg(scan),
        ImageKind::Gif => gif(scan),
        ImageKind::Webp => webp(scan),
    }
}

/// Chunks up to IEND (PNG, third edition, section 5.3).
fn png<R: BufRead + Seek>(mut scan: Scan<R>) -> io::Result<()> {
    scan.skip(8)?;
    loop {
        let length = u32::from_be_bytes(scan.next()?);
        let name = scan.next::<4>()?;
        // The data, then their checksum.
        scan.skip(u64::from(length) + 4)?;
        if &name == b"IEND" {
            return Ok(());
        }
    }
}

/// Segments up to EOI (ITU-T T.81, annex B). A scan has no length: it ends at the next marker that is neither a
/// stuffed zero nor a restart.
fn jpeg<R: BufRead + Seek>(mut scan: Scan<R>) -> io::Result<()> {
    const EOI: u8 = 0xd9;
    const SOS: u8 = 0xda;
    scan.skip(2)?;
    let mut marker = next_marker(&mut scan)?;
    loop {
        match marker {
            EOI => return Ok(()),
            0x01 | 0xd0..=0xd8 => marker = next_marker(&mut scan)?,
            _ => {
                let length = u16::from_be_bytes(scan.next()?);
                scan.skip(u64::from(length.checked_sub(2).ok_or(ErrorKind::InvalidData)?))?;
                marker = next_marker_after(marker == SOS, &mut scan)?;
            }
        }
    }
}

fn next_marker_after<R: BufRead + Seek>(a_scan: bool, scan: &mut Scan<R>) -> io::Result<u8> {
    loop {
        let marker = next_marker(scan)?;
        if !a_scan || !matches!(marker, 0x00 | 0xd0..=0xd7) {
            return Ok(marker);
        }
    }
}

/// Any number of `FF` may stand before the marker itself.
fn next_marker<R: BufRead + Seek>(scan: &mut Scan<R>) -> io::Result<u8> {
    scan.skip_past(0xff)?;
    loop {
        match scan.next()? {
            [0xff] => {}
            [marker] => return Ok(marker),
        }
    }
}

/// Blocks up to the trailer (`GIF89a`, appendix A).
fn gif<R: BufRead + Seek>(mut scan: Scan<R>) -> io::Result<()> {
    scan.skip(10)?;
    let [flags, ..] = scan.next::<3>()?;
    scan.skip(colours(flags))?;
    loop {
        match scan.next()? {
            [b';'] => return Ok(()),
            [b'!'] => scan.skip(1)?,
            [b','] => {
                scan.skip(8)?;
                let [flags] = scan.next()?;
                // The colours of this frame, then how wide its codes are.
                scan.skip(colours(flags) + 1)?;
            }
            _ => return Err(ErrorKind::InvalidData.into()),
        }
        loop {
            match scan.next()? {
                [0] => break,
                [length] => scan.skip(u64::from(length))?,
            }
        }
    }
}

/// How long the table of colours is that these flags announce.
fn colours(flags: u8) -> u64 {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

/// One RIFF chunk that says how long it is (RFC 9649, section 2.4).
fn webp<R: BufRead + Seek>(mut scan: Scan<R>) -> io::Result<()> {
    scan.skip(4)?;
    let length = u32::from_le_bytes(scan.next()?);
    scan.skip(u64::from(length))
}
