//! Which files are documents.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// How much of a file is looked at for its version.
const HEAD: u64 = 64 * 1024;
/// A folder of more documents is thinned out where that is asked for.
const MANY: usize = 100;

/// All documents, sorted within each path.
pub(crate) fn documents(paths: &[PathBuf], every: usize) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        let mut below = Vec::new();
        gather(path, &mut below).with_context(|| path.display().to_string())?;
        below.sort();
        let step = if below.len() > MANY { every } else { 1 };
        found.extend(below.into_iter().step_by(step));
    }
    Ok(found)
}

fn gather(path: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        if is_document(path)? {
            found.push(path.to_path_buf());
        }
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        gather(&entry?.path(), found)?;
    }
    Ok(())
}

/// Whether a file says so at its top level: `"swagger":` or `openapi:` at the start of it or of a line.
fn is_document(path: &Path) -> Result<bool> {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("json" | "yaml" | "yml")) {
        return Ok(false);
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    let head = String::from_utf8_lossy(&head);
    let starts = |word: &str| {
        head.contains(&format!("\"{word}\":"))
            || head.lines().any(|line| line.trim_start_matches('\'').starts_with(&format!("{word}:")))
    };
    Ok(starts("openapi") || starts("swagger"))
}
