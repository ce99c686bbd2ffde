//! `$ref`: from the object that holds it to what it names (`OpenAPI` 3.1.1, Reference Object; RFC 6901 section 6).

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Document, DocumentError, Node, Pointer};

/// How many references may lead to each other.
const MAX_HOPS: usize = 64;

/// Follows `$ref` until there is none.
pub(super) fn follow<'d>(document: &'d Document, node: Node<'d>) -> Result<Node<'d>, DocumentError> {
    let mut node = node;
    for _ in 0..MAX_HOPS {
        match hop(document, &node)? {
            Some(next) => node = next,
            None => return Ok(node),
        }
    }
    let reference = reference_of(node.value).unwrap_or_default();
    let position = document.position(&node.pointer.join("$ref"));
    Err(DocumentError::Reference { position, message: format!("`$ref: {reference}` leads back to itself") })
}

/// What the `$ref` of an object leads to, which may be another; `None` where there is no `$ref`.
pub(super) fn hop<'d>(document: &'d Document, node: &Node<'d>) -> Result<Option<Node<'d>>, DocumentError> {
    let Some(reference) = reference_of(node.value) else { return Ok(None) };
    let failed = |message| {
        let position = document.position(&node.pointer.join("$ref"));
        DocumentError::Reference { position, message }
    };
    let target = resolve(document, &node.pointer, reference).map_err(failed)?;
    document.node(&target).map(Some).ok_or_else(|| failed(nowhere(reference, &target)))
}

/// Every `$ref` of the document and its files that leads nowhere or where it may not, used or not.
pub(super) fn dangling(document: &Document) -> Vec<DocumentError> {
    let mut walk = Walk { document, path: Vec::new(), file: None, found: Vec::new() };
    walk.value(document.root());
    for (name, source) in document.other_files() {
        walk.file = Some(name);
        walk.value(source.value());
    }
    walk.found
}

struct Walk<'d> {
    document: &'d Document,
    path: Vec<String>,
    file: Option<&'d str>,
    found: Vec<DocumentError>,
}

impl Walk<'_> {
    /// Nesting is bounded by what the parsers let through.
    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                    self.reference(reference);
                }
                for (key, child) in members.iter().filter(|(key, _)| !DATA.contains(&key.as_str())) {
                    self.below(key, child);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(&index.to_string(), item);
                }
            }
            _ => {}
        }
    }

    fn below(&mut self, token: &str, value: &Value) {
        if value.is_object() || value.is_array() {
            self.path.push(token.to_owned());
            self.value(value);
            self.path.pop();
        }
    }

    fn reference(&mut self, reference: &str) {
        let start = self.file.map_or_else(Pointer::root, |file| Pointer::in_file(file, ""));
        let place = self.path.iter().fold(start, |pointer, token| pointer.join(token));
        let reason = match resolve(self.document, &place, reference) {
            Ok(target) if self.document.node(&target).is_some() => return,
            Ok(target) => nowhere(reference, &target),
            Err(reason) => reason,
        };
        if !is_meta_schema(reference) {
            let position = self.document.position(&place.join("$ref"));
            self.found.push(DocumentError::Reference { position, message: reason });
        }
    }
}

/// Keys whose values are data, in which a `$ref` is none.
const DATA: [&str; 5] = ["enum", "const", "default", "example", "value"];

fn nowhere(reference: &str, target: &Pointer) -> String {
    format!("`$ref: {reference}` leads nowhere: nothing stands at `{target}`")
}

/// Whether a reference names a meta-schema of JSON Schema, all of which the compiler has.
pub(super) fn is_meta_schema(address: &str) -> bool {
    ["http://json-schema.org/draft", "https://json-schema.org/draft"]
        .iter()
        .any(|host| address.starts_with(host))
}

/// The `$ref` of an object that has one.
pub(super) fn reference_of(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Where a reference in the object at `from` leads to; whether something stands there is not asked.
pub(super) fn resolve(document: &Document, from: &Pointer, reference: &str) -> Result<Pointer, String> {
    if let Some(named) = document.identities().resolve(document, from, reference) {
        return Ok(named);
    }
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let name = document.files().name(from.file().unwrap_or_default(), file);
    let file = name.map_err(|why| format!("`$ref: {reference}`: {why}"))?;
    if let Some(why) = file.as_deref().and_then(|file| document.files().trouble(file)) {
        return Err(format!("`$ref: {reference}`: {why}"));
    }
    let fragment = percent_decode_str(fragment).decode_utf8_lossy();
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return Err(format!("`$ref: {reference}` is not a JSON pointer: write `#/components/...`"));
    }
    Ok(match file {
        None => Pointer::parse(fragment),
        Some(file) => Pointer::in_file(&file, &fragment),
    })
}
