//! All files of a document: its own, and those that references lead to.

use std::collections::{BTreeMap, HashMap, VecDeque};

use serde_json::Value;
use url::Url;

use super::{
    LoadOptions,
    budget::Budget,
    home::{Home, Place, beyond, is_address, own_name},
    local, remote,
};
use crate::document::{DocumentError, source::Source};

/// How many files one document may be made of.
const MAX_FILES: usize = 2_000;

/// The other files of a document by name, or why one cannot be used.
#[derive(Debug)]
pub(in crate::document) struct Files {
    home: Option<Home>,
    own_name: String,
    outside: bool,
    known: BTreeMap<String, String>,
    read: HashMap<String, Result<Source, String>>,
}

impl Files {
    /// A document that stands alone.
    pub(in crate::document) fn none(own_name: &str) -> Self {
        Self {
            home: None,
            own_name: own_name.to_owned(),
            outside: false,
            known: BTreeMap::new(),
            read: HashMap::new(),
        }
    }

    /// Reads a document and every file that references lead to, from its own file on.
    pub(in crate::document) fn load(
        location: &str,
        options: &LoadOptions,
    ) -> Result<(Source, Self), DocumentError> {
        let mut budget = Budget::of(options);
        let shown = shown(location);
        let failed = |reason| DocumentError::Read { location: shown.clone(), reason };
        let (text, home) = if is_address(location) {
            let url = Url::parse(location).map_err(|error| failed(error.to_string()))?;
            let (text, found) = remote::fetch(&url, true, &mut budget).map_err(failed)?;
            (text, Home::Server(found))
        } else {
            let path = std::path::Path::new(location);
            (local::read(path, &mut budget).map_err(failed)?, Home::of_path(location))
        };
        let root = Source::parse(&shown, text)?;
        let mut files = Self {
            home: Some(home),
            own_name: own_name(location).to_owned(),
            outside: options.outside,
            known: options.known.clone(),
            read: HashMap::new(),
        };
        files.gather(&root, &mut budget);
        Ok((root, files))
    }

    fn gather(&mut self, root: &Source, budget: &mut Budget) {
        let mut waiting: VecDeque<String> = self.named(root.value(), "").into();
        while let Some(name) = waiting.pop_front() {
            if self.read.contains_key(&name) || name == self.own_name {
                continue;
            }
            if self.read.len() >= MAX_FILES {
                self.read.insert(name, Err(format!("a document of more than {MAX_FILES} files is not read")));
                continue;
            }
            let source = self.open(&name, budget);
            if let Ok(source) = &source {
                waiting.extend(self.named(source.value(), &name));
            }
            self.read.insert(name, source);
        }
    }

    fn open(&self, name: &str, budget: &mut Budget) -> Result<Source, String> {
        let told = |reason| format!("cannot read `{name}`: {reason}");
        if let Some(text) = self.known.get(name) {
            return Source::parse(name, text.clone()).map_err(|error| error.to_string());
        }
        let Some(home) = &self.home else { return Err("other files are not read".to_owned()) };
        let (shown, text) = match home.place(name)? {
            Place::Url(url) => {
                let (text, _) = remote::fetch(&url, self.outside, budget).map_err(told)?;
                (self::shown(url.as_str()), text)
            }
            Place::Path(path) => {
                let real = path.canonicalize().map_err(|error| told(error.to_string()))?;
                if !self.outside && !home.holds(&real) {
                    return Err(beyond(name));
                }
                (path.to_string_lossy().into_owned(), local::read(&real, budget).map_err(told)?)
            }
        };
        Source::parse(&shown, text).map_err(|error| error.to_string())
    }

    /// The name of the file that a reference in the file `from` names; `None` for the document's own.
    pub(in crate::document) fn name(&self, from: &str, reference: &str) -> Result<Option<String>, String> {
        let joined = Url::parse(from).and_then(|base| base.join(reference)).map(String::from);
        let address = joined.as_deref().unwrap_or(reference);
        if !reference.is_empty() && self.known.contains_key(address) {
            return Ok(Some(address.to_owned()));
        }
        let nowhere = Home::of_path("");
        let name = self.home.as_ref().unwrap_or(&nowhere).name(from, reference, self.outside)?;
        Ok(name.filter(|name| *name != self.own_name))
    }

    /// Every file that a `$ref` below `value` names.
    fn named(&self, value: &Value, from: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut waiting = vec![(value, None::<Url>)];
        while let Some((value, base)) = waiting.pop() {
            match value {
                Value::Object(members) => {
                    let own =
                        ["$id", "id"].iter().find_map(|key| own_base(members.get(*key)?, base.as_ref()));
                    let base = own.or(base);
                    if let Some(Value::String(reference)) = members.get("$ref") {
                        let (file, _) = reference.split_once('#').unwrap_or((reference, ""));
                        // From a schema with an `$id`, a reference may mean an address of its own.
                        let joined = base.as_ref().and_then(|base| base.join(file).ok());
                        let known = joined.map(String::from).filter(|url| self.known.contains_key(url));
                        names.extend(known);
                        names.extend(self.name(from, file).ok().flatten());
                    }
                    let dialect = members.get("$schema").and_then(Value::as_str);
                    names.extend(dialect.filter(|uri| self.known.contains_key(*uri)).map(str::to_owned));
                    waiting.extend(members.values().map(|child| (child, base.clone())));
                }
                Value::Array(items) => waiting.extend(items.iter().map(|item| (item, base.clone()))),
                _ => {}
            }
        }
        names
    }

    /// The file of that name, if it could be read.
    pub(in crate::document) fn get(&self, name: &str) -> Option<&Source> {
        self.read.get(name)?.as_ref().ok()
    }

    /// All files that could be read, with their names.
    pub(in crate::document) fn all(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.read.iter().filter_map(|(name, source)| Some((name.as_str(), source.as_ref().ok()?)))
    }

    /// Why a file cannot be used; `None` if it can.
    pub(in crate::document) fn trouble(&self, name: &str) -> Option<&str> {
        match self.read.get(name) {
            Some(Ok(_)) => None,
            Some(Err(reason)) => Some(reason),
            None => Some("other files are not read for this document"),
        }
    }
}

/// A location as messages show it: the password of an address is none of them.
fn shown(location: &str) -> String {
    let url = is_address(location).then(|| Url::parse(location).ok()).flatten();
    match url.filter(|url| url.password().is_some()) {
        Some(mut url) => url.set_password(Some("***")).map_or_else(|()| "***".to_owned(), |()| url.into()),
        None => location.to_owned(),
    }
}

/// The base that an `$id` gives the references below it.
fn own_base(id: &Value, base: Option<&Url>) -> Option<Url> {
    let id = id.as_str()?;
    base.map_or_else(|| Url::parse(id), |base| base.join(id)).ok()
}
