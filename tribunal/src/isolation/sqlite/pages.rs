//! Copying and comparing whole databases.

use std::{path::PathBuf, time::Duration};

use rusqlite::{
    Connection, MAIN_DB,
    backup::{Backup, StepResult},
};

use crate::isolation::IsolationError;

/// How long a restore waits for a foreign transaction to end.
pub(super) const PATIENCE: Duration = Duration::from_secs(2);

/// Header fields that say how often and by whom the file was written, not what it holds: journal mode (18, 19), change
/// counter (24), schema cookie (40), version-valid-for and library version (92). `SQLite` file format, section 1.3.
const BOOKKEEPING: [std::ops::Range<usize>; 4] = [18..20, 24..28, 40..44, 92..100];

/// One try to make `to` the same as `from`; `false` where somebody else holds a lock.
pub(super) fn copy(from: &Connection, to: &mut Connection) -> rusqlite::Result<bool> {
    let backup = Backup::new(from, to)?;
    Ok(backup.step(-1)? == StepResult::Done)
}

/// How many pages differ.
pub(super) fn differing(one: &Connection, other: &Connection) -> rusqlite::Result<usize> {
    let (one, other) = (one.serialize(MAIN_DB)?, other.serialize(MAIN_DB)?);
    let size = page_size(&one);
    let (mut left, mut right) = (one.to_vec(), other.to_vec());
    for range in BOOKKEEPING {
        for bytes in [&mut left, &mut right] {
            if let Some(bytes) = bytes.get_mut(range.clone()) {
                bytes.fill(0);
            }
        }
    }
    let pages = left.len().max(right.len()).div_ceil(size);
    let page = |bytes: &[u8], at: usize| bytes.chunks(size).nth(at).map(<[u8]>::to_vec);
    Ok((0..pages).filter(|at| page(&left, *at) != page(&right, *at)).count())
}

/// Bytes 16 and 17 of the header; 1 stands for 65,536.
fn page_size(bytes: &[u8]) -> usize {
    match bytes.get(16..18) {
        Some(&[0, 1]) => 65_536,
        Some(&[high, low]) if high | low != 0 => usize::from(u16::from_be_bytes([high, low])),
        _ => 4_096,
    }
}

/// The file a URL names: `sqlite:shop.db`, `sqlite:///var/shop.db?mode=rwc`.
pub(super) fn file(url: &str) -> Result<PathBuf, IsolationError> {
    let rest = url.strip_prefix("sqlite:").unwrap_or(url);
    let rest = rest.strip_prefix("//").unwrap_or(rest);
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    if path.is_empty() || path == ":memory:" || query.contains("mode=memory") {
        return Err(IsolationError::Choice(format!(
            "`{url}` is a database in the memory of one process: give a file, or `sqlite` for one of our own"
        )));
    }
    Ok(PathBuf::from(percent_encoding::percent_decode_str(path).decode_utf8_lossy().as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_names_a_file() {
        for (url, path) in [
            ("sqlite:shop.db", "shop.db"),
            ("sqlite://shop.db?mode=rwc", "shop.db"),
            ("sqlite:///var/a%20shop.db", "/var/a shop.db"),
        ] {
            assert_eq!(file(url).expect(url), PathBuf::from(path));
        }
    }

    #[test]
    fn a_database_in_memory_cannot_be_shared() {
        for url in ["sqlite::memory:", "sqlite://?mode=memory", "sqlite:"] {
            file(url).expect_err(url);
        }
    }

    #[test]
    fn a_single_changed_value_is_a_changed_page() {
        let baseline = Connection::open_in_memory().expect("open");
        baseline.execute_batch("CREATE TABLE t (v); INSERT INTO t VALUES (1)").expect("seed");
        let mut other = Connection::open_in_memory().expect("open");
        assert!(copy(&baseline, &mut other).expect("copy"));
        assert_eq!(differing(&baseline, &other).expect("compare"), 0);
        other.execute_batch("UPDATE t SET v = 2").expect("update");
        assert_eq!(differing(&baseline, &other).expect("compare"), 1);
    }
}
