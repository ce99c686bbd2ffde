//! Files of this machine.

use std::{fs, io::Read as _, path::Path};

use super::budget::Budget;

/// The text of a file.
pub(super) fn read(path: &Path, budget: &mut Budget) -> Result<String, String> {
    budget.time()?;
    let metadata = fs::metadata(path).map_err(|error| error.to_string())?;
    if metadata.is_dir() {
        return Err("it is a folder".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    // Counted while it is read: a pipe or a device has no length.
    let mut bytes = Vec::new();
    let limit = budget.bytes().saturating_add(1);
    file.take(limit).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    budget.take(bytes.len())?;
    text(bytes)
}

/// Bytes as the text they must be.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, String> {
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}
