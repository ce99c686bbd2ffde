//! The other files of a document: all that its references name, inside its own folder.

use std::{
    collections::{HashMap, VecDeque},
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{DocumentError, source::Source};

/// How many files one document may be made of.
const MAX_FILES: usize = 2_000;
/// How large one file may be, in bytes.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The files by name relative to the document's folder, or why one cannot be used.
pub(super) type Files = HashMap<String, Result<Source, String>>;

/// Reads a file whose name the user gave.
pub(super) fn read(location: &str) -> Result<String, DocumentError> {
    let text = if ["http://", "https://"].iter().any(|scheme| location.starts_with(scheme)) {
        Err("a document is read from a file; download it first".to_owned())
    } else {
        read_text(Path::new(location))
    };
    text.map_err(|reason| DocumentError::Read { location: location.to_owned(), reason })
}

fn read_text(path: &Path) -> Result<String, String> {
    let metadata = fs::metadata(path).map_err(|error| error.to_string())?;
    if metadata.is_dir() {
        return Err("it is a folder".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    // Counted while it is read: a pipe or a device has no length.
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if u64::try_from(bytes.len()).is_ok_and(|read| read > MAX_BYTES) {
        return Err(format!("it is larger than {} MiB", MAX_BYTES / 1024 / 1024));
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
}

/// Reads every file that references lead to, from the document's own file on.
pub(super) fn gather(location: &str, root: &Source) -> Files {
    let parent = Path::new(location).parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or_else(|| Path::new(".")).to_path_buf();
    let mut files = Files::new();
    let mut waiting: VecDeque<String> = named_files(root.value(), "").into();
    while let Some(name) = waiting.pop_front() {
        if files.contains_key(&name) || name == own_name(location) {
            continue;
        }
        if files.len() >= MAX_FILES {
            files.insert(name, Err(format!("a document of more than {MAX_FILES} files is not read")));
            continue;
        }
        let source = open(&folder, &name);
        if let Ok(source) = &source {
            waiting.extend(named_files(source.value(), &name));
        }
        files.insert(name, source);
    }
    files
}

/// The last segment of a file's name.
pub(super) fn own_name(location: &str) -> &str {
    location.rsplit(['/', '\\']).next().unwrap_or(location)
}

fn open(folder: &Path, name: &str) -> Result<Source, String> {
    let path: PathBuf = folder.join(name);
    let real = path.canonicalize().map_err(|error| format!("cannot read `{name}`: {error}"))?;
    let inside = folder.canonicalize().is_ok_and(|folder| real.starts_with(folder));
    if !inside {
        return Err(format!("`{name}` lies outside the document's folder"));
    }
    let text = read_text(&real).map_err(|reason| format!("cannot read `{name}`: {reason}"))?;
    Source::parse(&path.to_string_lossy(), text).map_err(|error| error.to_string())
}

/// Every file that a `$ref` below `value` names, relative to the document's folder.
fn named_files(value: &Value, from: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    let (file, _) = reference.split_once('#').unwrap_or((reference, ""));
                    names.extend(relative(from, file).ok().flatten());
                }
                waiting.extend(members.values());
            }
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
    names
}

/// The file that `reference` (a URI reference without fragment, RFC 3986 section 5) names as seen from the file
/// `from`; `None` for the document's own file. Both are relative to the document's folder.
pub(super) fn relative(from: &str, reference: &str) -> Result<Option<String>, String> {
    if reference.is_empty() {
        return Ok((!from.is_empty()).then(|| from.to_owned()));
    }
    if reference.contains("://") || reference.starts_with("//") || has_scheme(reference) {
        return Err(format!("`{reference}` is elsewhere; only files in the document's own folder are read"));
    }
    let decoded = percent_decode_str(reference).decode_utf8_lossy();
    if decoded.starts_with(['/', '\\']) {
        return Err(format!("`{reference}` is an absolute path; name it relative to the file it stands in"));
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in decoded.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                let above = parts.pop();
                above.ok_or_else(|| format!("`{reference}` lies outside the document's folder"))?;
            }
            part => parts.push(part),
        }
    }
    Ok(Some(parts.join("/")))
}

/// Whether a reference starts with a URI scheme (RFC 3986 section 3.1), like `urn:a` or `C:\a`.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    let letter = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    letter && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
