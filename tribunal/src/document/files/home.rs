//! Where a document is at home, and what its files are called from there.
//!
//! A file of the document's folder has its name relative to that: `schemas/pet.yaml`. Any other, where references may
//! lead outside, is called `../shared/pet.yaml`, `file:///etc/pet.yaml` or by its address.

use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use url::Url;

/// The folder of a document.
#[derive(Clone, Debug)]
pub(super) enum Home {
    /// On this machine.
    Folder(PathBuf),
    /// On a web server: the address of the document itself.
    Server(Url),
}

/// A place that a file's text comes from.
#[derive(Debug)]
pub(super) enum Place {
    /// On this machine.
    Path(PathBuf),
    /// On a web server.
    Url(Url),
}

/// The last segment of a file's name.
pub(in crate::document) fn own_name(location: &str) -> &str {
    let location = location.split(['?', '#']).next().filter(|_| is_address(location)).unwrap_or(location);
    location.rsplit(['/', '\\']).next().unwrap_or(location)
}

/// Whether a location is an address rather than a path.
pub(super) fn is_address(location: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| location.starts_with(scheme))
}

impl Home {
    /// The home of a document that the user named so.
    pub(super) fn of_path(location: &str) -> Self {
        let parent = Path::new(location).parent().filter(|parent| !parent.as_os_str().is_empty());
        Self::Folder(parent.unwrap_or_else(|| Path::new(".")).to_path_buf())
    }

    /// Where the file of that name is.
    pub(super) fn place(&self, name: &str) -> Result<Place, String> {
        if let Ok(url) = Url::parse(name)
            && name.contains("://")
        {
            return match (url.scheme(), self) {
                ("file", Self::Folder(_)) => url
                    .to_file_path()
                    .map(Place::Path)
                    .map_err(|()| format!("`{name}` is no file of this machine")),
                ("http" | "https", _) => Ok(Place::Url(url)),
                _ => Err(format!("`{name}` cannot be read")),
            };
        }
        match self {
            Self::Folder(folder) => Ok(Place::Path(folder.join(name))),
            Self::Server(url) => {
                url.join(&encoded(name)).map(Place::Url).map_err(|error| format!("`{name}`: {error}"))
            }
        }
    }

    /// The file that `reference` (a URI reference without fragment, RFC 3986 section 5) names as seen from the file
    /// `from`; `None` for the document's own file.
    pub(super) fn name(&self, from: &str, reference: &str, outside: bool) -> Result<Option<String>, String> {
        if reference.is_empty() {
            return Ok((!from.is_empty()).then(|| from.to_owned()));
        }
        if from.contains("://") {
            let base = Url::parse(from).map_err(|error| format!("`{from}`: {error}"))?;
            let joined = base.join(reference).map_err(|error| format!("`{reference}`: {error}"))?;
            return self.address(&joined, reference, outside);
        }
        if let Self::Server(url) = self {
            let base = url.join(&encoded(from)).map_err(|error| format!("`{from}`: {error}"))?;
            let joined = base.join(reference).map_err(|error| format!("`{reference}`: {error}"))?;
            return self.address(&joined, reference, outside);
        }
        if reference.contains("://") || reference.starts_with("//") || has_scheme(reference) {
            let elsewhere = || elsewhere(reference);
            let url = Url::parse(reference).map_err(|_| elsewhere())?;
            return self.address(&url, reference, outside);
        }
        let decoded = percent_decode_str(reference).decode_utf8_lossy();
        if decoded.starts_with(['/', '\\']) {
            let absolute =
                || format!("`{reference}` is an absolute path; name it relative to the file it stands in");
            let url = outside.then(|| Url::from_file_path(&*decoded).ok()).flatten();
            return url.map(|url| Some(url.into())).ok_or_else(absolute);
        }
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in decoded.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
                ".." if !outside => return Err(beyond(reference)),
                part => parts.push(part),
            }
        }
        Ok(Some(parts.join("/")))
    }

    /// The name of what lies at an address.
    fn address(&self, url: &Url, reference: &str, outside: bool) -> Result<Option<String>, String> {
        let mut url = url.clone();
        url.set_fragment(None);
        if let Self::Server(home) = self {
            if url == *home {
                return Ok(None);
            }
            let folder = home.join(".").map_err(|error| error.to_string())?;
            if let Some(inside) = url.as_str().strip_prefix(folder.as_str()) {
                return Ok(Some(percent_decode_str(inside).decode_utf8_lossy().into_owned()));
            }
        }
        match (url.scheme(), self) {
            ("http" | "https", Self::Server(_)) if !outside => Err(beyond(reference)),
            ("http" | "https", _) | ("file", Self::Folder(_)) if outside => Ok(Some(url.into())),
            _ => Err(elsewhere(reference)),
        }
    }

    /// Whether a file of this machine, links resolved, lies in the document's folder.
    pub(super) fn holds(&self, real: &Path) -> bool {
        match self {
            Self::Folder(folder) => folder.canonicalize().is_ok_and(|folder| real.starts_with(folder)),
            Self::Server(_) => false,
        }
    }
}

const HOW: &str = "allow it with `--outside-refs`";

fn elsewhere(reference: &str) -> String {
    format!("`{reference}` is elsewhere; only files in the document's own folder are read ({HOW})")
}

/// What to say of a file outside of the document's folder.
pub(super) fn beyond(reference: &str) -> String {
    format!("`{reference}` lies outside the document's folder ({HOW})")
}

/// A name as part of an address: names are decoded, and `?` or `%` in them would mean something else there.
fn encoded(name: &str) -> String {
    name.replace('%', "%25").replace('?', "%3F").replace('#', "%23")
}

/// Whether a reference starts with a URI scheme (RFC 3986 section 3.1), like `urn:a` or `C:\a`.
fn has_scheme(reference: &str) -> bool {
    let Some((scheme, _)) = reference.split_once(':') else { return false };
    let letter = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    letter && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
