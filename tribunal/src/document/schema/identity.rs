//! What schemas call themselves: `$id`, `$anchor`, `$dynamicAnchor` and `$schema` (JSON Schema 2020-12 core, section 8),
//! and where references lead that go by these names.

use std::collections::{BTreeMap, HashMap};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use url::Url;

use super::{
    dialect::Dialect,
    keywords::{DATA, LIST, NAMED, ONE},
};
use crate::document::{Document, OpenApiVersion, Pointer};

/// A place with a name inside of its schema.
#[derive(Clone, Debug)]
struct Anchor {
    pointer: Pointer,
    dynamic: bool,
}

/// The names of all schemas of a document. Empty for versions that know none.
#[derive(Debug, Default)]
pub(in crate::document) struct Identities {
    /// Where `$schema` says which dialect holds.
    dialects: HashMap<Pointer, Dialect>,
    /// The addresses of files, by name.
    files: HashMap<String, Url>,
    /// Where `$id` gives references another base.
    bases: HashMap<Pointer, Url>,
    /// Schemas and files by address.
    resources: HashMap<String, Pointer>,
    /// Anchors by the address of their schema.
    anchors: HashMap<String, BTreeMap<String, Anchor>>,
}

/// What a part of a file is taken for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Anything; schemas may stand in it.
    Anything,
    /// A schema: only its keywords hold schemas.
    Schema,
    /// An object whose members are schemas with names.
    Names,
}

impl Identities {
    /// Reads the names in all files of a document.
    pub(in crate::document) fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let version = document.version();
        if version < OpenApiVersion::V3_1 {
            return found;
        }
        let root = document.root();
        let default = root.get("jsonSchemaDialect").and_then(Value::as_str);
        let default = default.map_or(Dialect::of(version), |uri| dialect(document, uri));
        let Some(own) = file_address("") else { return found };
        let own = root.get("$self").and_then(Value::as_str).and_then(|at| own.join(at).ok()).unwrap_or(own);
        found.dialects.insert(Pointer::root(), default);
        let mut reader = Reader { document, found, path: Vec::new(), file: None };
        reader.file(root, None, &own, default);
        for (name, source) in document.other_files() {
            if let Some(address) = file_address(name) {
                reader.file(source.value(), Some(name), &address, default);
            }
        }
        reader.found
    }

    /// The dialect of the schema at a place.
    pub(super) fn dialect(&self, pointer: &Pointer, version: OpenApiVersion) -> Dialect {
        let named = nearest(pointer, &self.dialects).or_else(|| self.dialects.get(&Pointer::root()));
        named.copied().unwrap_or(Dialect::of(version))
    }

    /// Where a reference in the object at `from` leads to by the names of schemas; `None` where names say nothing.
    pub(in crate::document) fn resolve(
        &self,
        document: &Document,
        from: &Pointer,
        reference: &str,
    ) -> Option<Pointer> {
        let (url, fragment) = self.address(from, reference)?;
        let root = self.resources.get(url.as_str())?;
        if fragment.is_empty() {
            return Some(root.clone());
        }
        if fragment.starts_with('/') {
            let target = Pointer::parse(format!("{}{}{fragment}", root.prefix(), root.inside()));
            return document.node(&target).map(|node| node.pointer);
        }
        self.anchors.get(url.as_str())?.get(&fragment).map(|anchor| anchor.pointer.clone())
    }

    /// The name of the dynamic anchor that a reference leads to at first, if it is one.
    pub(super) fn dynamic(&self, from: &Pointer, reference: &str) -> Option<String> {
        let (url, fragment) = self.address(from, reference)?;
        let anchor = self.anchors.get(url.as_str())?.get(&fragment)?;
        anchor.dynamic.then_some(fragment)
    }

    /// The full address a reference names, be anything there or not.
    pub(super) fn address(&self, from: &Pointer, reference: &str) -> Option<(Url, String)> {
        if self.resources.is_empty() {
            return None;
        }
        let base = match nearest(from, &self.bases) {
            Some(base) => base.clone(),
            None => self.files.get(from.file().unwrap_or_default())?.clone(),
        };
        let mut url = base.join(reference).ok()?;
        let fragment = url.fragment().unwrap_or_default();
        let fragment = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        url.set_fragment(None);
        Some((url, fragment))
    }

    /// The dynamic anchors of the schema that a place belongs to.
    pub(super) fn dynamic_anchors(&self, pointer: &Pointer) -> impl Iterator<Item = (&str, &Pointer)> {
        let url = self.address(pointer, "").map(|(url, _)| url);
        let anchors = url.and_then(|url| self.anchors.get(url.as_str())).into_iter().flatten();
        anchors.filter(|(_, anchor)| anchor.dynamic).map(|(name, anchor)| (name.as_str(), &anchor.pointer))
    }
}

/// What stands for the nearest place above, or for the place itself; never for one of another file.
fn nearest<'m, T>(pointer: &Pointer, marks: &'m HashMap<Pointer, T>) -> Option<&'m T> {
    if marks.is_empty() {
        return None;
    }
    let (file, mut inside) = (pointer.prefix(), pointer.inside());
    loop {
        if let Some(mark) = marks.get(&Pointer::parse(format!("{file}{inside}"))) {
            return Some(mark);
        }
        inside = inside.rsplit_once('/')?.0;
    }
}

/// The address of a file; one is made up for those that have none: names have to begin somewhere.
fn file_address(name: &str) -> Option<Url> {
    let absolute = name.contains("://").then(|| Url::parse(name).ok()).flatten();
    absolute.or_else(|| {
        let mut made = Url::parse("tribunal://document/").ok()?;
        made.set_path(name);
        Some(made)
    })
}

fn dialect(document: &Document, uri: &str) -> Dialect {
    let known = document.other_files().find(|(name, _)| *name == uri);
    let vocabularies = known.and_then(|(_, source)| source.value().get("$vocabulary"));
    match vocabularies.and_then(Value::as_object) {
        Some(vocabularies) if !vocabularies.keys().any(|name| name.ends_with("/vocab/validation")) => {
            Dialect::Applicators
        }
        _ => Dialect::named(uri),
    }
}

struct Reader<'d> {
    document: &'d Document,
    found: Identities,
    path: Vec<String>,
    file: Option<String>,
}

impl Reader<'_> {
    fn file(&mut self, value: &Value, name: Option<&str>, address: &Url, dialect: Dialect) {
        self.file = name.map(str::to_owned);
        self.path.clear();
        self.found.resources.insert(address.to_string(), self.here());
        self.found.files.insert(name.unwrap_or_default().to_owned(), address.clone());
        self.part(value, address, dialect, Part::Anything);
    }

    fn here(&self) -> Pointer {
        let start = self.file.as_deref().map_or_else(Pointer::root, |file| Pointer::in_file(file, ""));
        self.path.iter().fold(start, |pointer, token| pointer.join(token))
    }

    /// Nesting is bounded by what the parsers let through.
    fn part(&mut self, value: &Value, base: &Url, dialect: Dialect, part: Part) {
        match value {
            Value::Object(members) if part == Part::Names => {
                for (name, child) in members {
                    self.below(name, child, base, dialect, Part::Schema);
                }
            }
            Value::Object(members) => self.object(members, base, dialect, part),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), item, base, dialect, part);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, token: &str, value: &Value, base: &Url, dialect: Dialect, part: Part) {
        if value.is_object() || value.is_array() {
            self.path.push(token.to_owned());
            self.part(value, base, dialect, part);
            self.path.pop();
        }
    }

    fn object(&mut self, members: &Map<String, Value>, base: &Url, dialect: Dialect, part: Part) {
        let (base, dialect, named) = self.names(members, base, dialect);
        let schema = part == Part::Schema || named;
        for (key, child) in members {
            let below = match key.as_str() {
                key if NAMED.contains(&key) || matches!(key, "definitions" | "dependencies" | "schemas") => {
                    Part::Names
                }
                key if DATA.contains(&key) => continue,
                key if ONE.contains(&key) || LIST.contains(&key) || key == "schema" => Part::Schema,
                _ if schema => continue,
                _ => Part::Anything,
            };
            self.below(key, child, &base, dialect, below);
        }
    }

    /// Notes what an object calls itself; what then holds below it, and whether that makes it a schema.
    fn names(&mut self, members: &Map<String, Value>, base: &Url, above: Dialect) -> (Url, Dialect, bool) {
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        let said = text("$schema").map(|uri| dialect(self.document, uri));
        if let Some(said) = said {
            self.found.dialects.insert(self.here(), said);
        }
        let dialect = said.unwrap_or(above);
        let mut base = base.clone();
        if dialect.references_stand_alone() && text("$ref").is_some() {
            return (base, dialect, said.is_some());
        }
        let mut named = said.is_some();
        if let Some(url) = text(dialect.id()).and_then(|id| base.join(id).ok()) {
            named = true;
            let (url, fragment) = parted(url);
            if url != base {
                let here = self.here();
                self.found.bases.insert(here.clone(), url.clone());
                self.found.resources.entry(url.to_string()).or_insert(here);
                base = url;
            }
            // Drafts before 2019-09 write an anchor so.
            if let Some(name) = fragment.filter(|name| !name.starts_with('/')) {
                self.anchor(&base, name, false);
            }
        }
        for (key, dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(name) = text(key).filter(|_| dialect.knows("dependentSchemas")) {
                named = true;
                self.anchor(&base, name.to_owned(), dynamic);
            }
        }
        (base, dialect, named)
    }

    fn anchor(&mut self, base: &Url, name: String, dynamic: bool) {
        let anchor = Anchor { pointer: self.here(), dynamic };
        self.found.anchors.entry(base.to_string()).or_default().entry(name).or_insert(anchor);
    }
}

fn parted(mut url: Url) -> (Url, Option<String>) {
    let fragment = url.fragment().filter(|fragment| !fragment.is_empty()).map(str::to_owned);
    url.set_fragment(None);
    (url, fragment)
}
