//! The rewritten document and where its parts come from.

use std::collections::HashMap;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value, json};

use super::operation;
use crate::document::{Document, Node, Pointer};

/// What a fragment cannot hold as it is (RFC 3986 section 3.5), as far as references are read.
const FRAGMENT: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?');

/// A document of version 2.0 as one of version 3.0.
#[derive(Debug)]
pub(in crate::document) struct Rewritten {
    /// The document.
    pub(in crate::document) root: Value,
    places: HashMap<Pointer, Pointer>,
}

impl Rewritten {
    /// Rewrites a document that has been loaded.
    pub(in crate::document) fn of(document: &Document) -> Self {
        let mut writer = Writer { document, places: HashMap::new() };
        let Value::Object(mut root) = document.root().clone() else {
            return Self { root: document.root().clone(), places: HashMap::new() };
        };
        if let Some(paths) = document.root().get("paths").and_then(Value::as_object) {
            let paths = writer.paths(paths);
            root.insert("paths".to_owned(), Value::Object(paths));
        }
        if let Some(schemes) = root.get("securityDefinitions") {
            root.insert("components".to_owned(), json!({ "securitySchemes": schemes }));
            let place = Pointer::root().join("components").join("securitySchemes");
            writer.places.insert(place, Pointer::root().join("securityDefinitions"));
        }
        Self { root: Value::Object(root), places: writer.places }
    }

    /// Where a place of the rewritten document is in the files.
    pub(in crate::document) fn original(&self, pointer: &Pointer) -> Pointer {
        if pointer.file().is_some() {
            return pointer.clone();
        }
        let mut inside = pointer.inside();
        loop {
            if let Some(original) = self.places.get(&Pointer::parse(inside)) {
                let rest = pointer.inside().strip_prefix(inside).unwrap_or_default();
                return Pointer::parse(format!("{}{rest}", original.as_str()));
            }
            match inside.rsplit_once('/') {
                Some((above, _)) => inside = above,
                None => return pointer.clone(),
            }
        }
    }

    /// Where a place of the files is in the rewritten document: in the longest part of it that was made of one there.
    pub(in crate::document) fn rewritten(&self, original: &Pointer) -> Pointer {
        let text = original.as_str();
        let rest = |from: &Pointer| {
            text.strip_prefix(from.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let made = self.places.iter().filter_map(|(new, from)| Some((new, rest(from)?)));
        // Of several that were made of one, the innermost holds nothing else.
        let nearest = made.min_by_key(|(new, rest)| (rest.len(), std::cmp::Reverse(new.as_str())));
        nearest
            .map_or_else(|| original.clone(), |(new, rest)| Pointer::parse(format!("{}{rest}", new.as_str())))
    }
}

/// Writes and notes where from.
pub(super) struct Writer<'d> {
    pub(super) document: &'d Document,
    places: HashMap<Pointer, Pointer>,
}

impl<'d> Writer<'d> {
    /// Notes that the value at `new` was made of the one at `original`.
    pub(super) fn place(&mut self, new: &Pointer, original: &Pointer) {
        self.places.insert(new.clone(), original.clone());
    }

    /// What a reference leads to; `None` if nowhere.
    pub(super) fn follow(&self, node: Node<'d>) -> Option<Node<'d>> {
        self.document.follow(node).ok()
    }

    /// A schema to stand at `new`: itself, or a reference to it where those inside of it begin in another file.
    pub(super) fn schema(&mut self, new: &Pointer, node: &Node<'d>) -> Value {
        self.place(new, &node.pointer);
        let Some(file) = node.pointer.file() else { return node.value.clone() };
        let encoded = |text: &str| utf8_percent_encode(text, FRAGMENT).to_string();
        json!({ "$ref": format!("{}#{}", encoded(file), encoded(node.pointer.inside())) })
    }

    fn paths(&mut self, paths: &'d Map<String, Value>) -> Map<String, Value> {
        let base = self.document.root().get("basePath").and_then(Value::as_str).unwrap_or_default();
        let base = base.trim_end_matches('/');
        let base =
            if base.is_empty() || base.starts_with('/') { base.to_owned() } else { format!("/{base}") };
        let (old, mut written) = (Pointer::root().join("paths"), Map::new());
        for (path, value) in paths {
            if !path.starts_with('/') {
                continue;
            }
            let longer = format!("{base}{path}");
            let new = old.join(&longer);
            let node = Node { value, pointer: old.join(path) };
            // A reference that leads nowhere stays, and is reported where the typed view follows it.
            let item = match self.follow(node.clone()) {
                Some(target) if target.value.is_object() => operation::item(self, &new, &target),
                _ => node.value.clone(),
            };
            self.places.entry(new).or_insert(node.pointer);
            written.insert(longer, item);
        }
        written
    }
}
