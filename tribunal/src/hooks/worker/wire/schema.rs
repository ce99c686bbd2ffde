//! Schemas as hooks see them: JSON text that stands alone.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Map, Value, json};

use crate::{
    document::{Document, Node, Pointer},
    plan::SchemaRef,
};

/// How many schemas one may refer to, and how long its text may be: a hook that wants more reads the document.
const MAX_SCHEMAS: usize = 500;
const MAX_TEXT: usize = 1024 * 1024;

/// The texts of a document's schemas, each made once.
#[derive(Debug)]
pub(in crate::hooks::worker) struct Schemas {
    document: Arc<Document>,
    texts: Mutex<HashMap<Pointer, Option<Arc<str>>>>,
}

impl Schemas {
    pub(in crate::hooks::worker) fn of(document: Arc<Document>) -> Self {
        Self { document, texts: Mutex::default() }
    }

    /// The schema with everything it refers to under `definitions`; `None` where that is too much.
    pub(super) fn text(&self, schema: &SchemaRef) -> Option<Arc<str>> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts
            .entry(schema.pointer.clone())
            .or_insert_with(|| {
                let text = alone(&self.document, &schema.pointer)?.to_string();
                (text.len() <= MAX_TEXT).then(|| text.into())
            })
            .clone()
    }
}

fn alone(document: &Document, pointer: &Pointer) -> Option<Value> {
    let mut bundle = Bundle { document, names: HashMap::new(), waiting: Vec::new() };
    let mut root = bundle.rewritten(&document.node(pointer)?)?;
    let mut definitions = Map::new();
    while let Some((name, node)) = bundle.waiting.pop() {
        let schema = bundle.rewritten(&node)?;
        definitions.insert(name, schema);
    }
    if !definitions.is_empty() {
        match &mut root {
            Value::Object(members) => drop(members.insert("definitions".to_owned(), definitions.into())),
            _ => root = json!({ "allOf": [root], "definitions": definitions }),
        }
    }
    Some(root)
}

struct Bundle<'d> {
    document: &'d Document,
    names: HashMap<Pointer, String>,
    waiting: Vec<(String, Node<'d>)>,
}

impl<'d> Bundle<'d> {
    fn rewritten(&mut self, node: &Node<'d>) -> Option<Value> {
        match node.value {
            Value::Object(members) if members.get("$ref").is_some_and(Value::is_string) => {
                let target = self.document.follow(node.clone()).ok()?;
                let name = self.name(target)?;
                Some(json!({ "$ref": format!("#/definitions/{name}") }))
            }
            Value::Object(_) => {
                let members = node.members().map(|(key, member)| {
                    // What is data there is no schema, whatever it looks like.
                    let data = matches!(key, "example" | "examples" | "default" | "enum" | "const");
                    let value = if data { member.value.clone() } else { self.rewritten(&member)? };
                    Some((key.to_owned(), value))
                });
                members.collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            Value::Array(_) => {
                node.items().map(|item| self.rewritten(&item)).collect::<Option<_>>().map(Value::Array)
            }
            other => Some(other.clone()),
        }
    }

    fn name(&mut self, target: Node<'d>) -> Option<String> {
        if let Some(name) = self.names.get(&target.pointer) {
            return Some(name.clone());
        }
        if self.names.len() >= MAX_SCHEMAS {
            return None;
        }
        let base = target.pointer.last().unwrap_or_default();
        let taken = self.names.values().any(|name| *name == base);
        let name = if taken { format!("{base}_{}", self.names.len()) } else { base };
        self.names.insert(target.pointer.clone(), name.clone());
        self.waiting.push((name.clone(), target));
        Some(name)
    }
}
