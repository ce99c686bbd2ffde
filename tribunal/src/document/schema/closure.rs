//! A schema with everything its references lead to, as one self-contained JSON Schema.

use std::{
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use serde_json::{Map, Value, json};

use super::{Direction, Validator, dialect::Dialect, lower, validator};
use crate::document::{Document, DocumentError, Node, Pointer, reference};

/// How many schemas one schema may refer to, directly or not.
const MAX_SCHEMAS: usize = 20_000;

/// Where each dynamic anchor leads: to the outermost schema that has one of that name, on the way to here (JSON Schema
/// 2020-12 core, section 7.1). A schema that is reached in two scopes is lowered twice, so that every reference of
/// what is compiled leads to one place.
type Scope = Rc<BTreeMap<String, Pointer>>;

/// What lowering needs to know, and the schemas still to be lowered.
pub(super) struct Closure<'d> {
    pub(super) document: &'d Document,
    pub(super) direction: Direction,
    scope: Scope,
    needs_meta_schemas: bool,
    names: HashMap<(Pointer, Scope), usize>,
    waiting: Vec<(usize, Node<'d>, Scope)>,
}

impl<'d> Closure<'d> {
    /// The dialect of a schema.
    pub(super) fn dialect(&self, node: &Node<'d>) -> Dialect {
        self.document.identities().dialect(&node.pointer, self.document.version())
    }

    /// Enters a schema; [`Self::leave`] takes back what was before.
    pub(super) fn enter(&mut self, node: &Node<'d>) -> Scope {
        let inner = self.widened(&node.pointer);
        std::mem::replace(&mut self.scope, inner)
    }

    /// Leaves a schema.
    pub(super) fn leave(&mut self, outer: Scope) {
        self.scope = outer;
    }

    /// The scope inside of the schema that a place belongs to.
    fn widened(&self, place: &Pointer) -> Scope {
        let mut anchors = self.document.identities().dynamic_anchors(place).peekable();
        if anchors.peek().is_none() {
            return Rc::clone(&self.scope);
        }
        let mut scope = BTreeMap::clone(&self.scope);
        for (name, pointer) in anchors {
            scope.entry(name.to_owned()).or_insert_with(|| pointer.clone());
        }
        Rc::new(scope)
    }

    /// The `$ref` of the lowered schema to what `keyword` of the schema at `node` refers to.
    pub(super) fn reference(
        &mut self,
        node: &Node<'d>,
        keyword: &str,
        to: &str,
    ) -> Result<Value, DocumentError> {
        let failed = |message| {
            let position = self.document.position(&node.pointer.join(keyword));
            DocumentError::Reference { position, message }
        };
        let identities = self.document.identities();
        if let Some(meta) = meta_schema(to, || identities.address(&node.pointer, to)) {
            self.needs_meta_schemas = true;
            return Ok(Value::String(meta));
        }
        let dynamic = (keyword == "$dynamicRef").then(|| identities.dynamic(&node.pointer, to)).flatten();
        let outermost = dynamic.and_then(|name| self.scope.get(&name).cloned());
        let pointer = match outermost {
            Some(pointer) => pointer,
            None => reference::resolve(self.document, &node.pointer, to).map_err(failed)?,
        };
        let target = self.document.node(&pointer);
        let target = target.ok_or_else(|| {
            failed(format!("`{keyword}: {to}` leads nowhere: nothing stands at `{pointer}`"))
        })?;
        if self.names.len() >= MAX_SCHEMAS {
            return Err(failed(format!("more than {MAX_SCHEMAS} schemas refer to each other")));
        }
        Ok(self.name(target))
    }

    fn name(&mut self, target: Node<'d>) -> Value {
        let next = self.names.len();
        let scope = self.widened(&target.pointer);
        let index = *self.names.entry((target.pointer.clone(), Rc::clone(&scope))).or_insert(next);
        if index == next {
            self.waiting.push((index, target, scope));
        }
        Value::String(format!("#/$defs/{index}"))
    }
}

/// The address of a meta-schema of JSON Schema, all of which the compiler has.
fn meta_schema(to: &str, address: impl FnOnce() -> Option<(url::Url, String)>) -> Option<String> {
    if reference::is_meta_schema(to) {
        return Some(to.to_owned());
    }
    let (url, fragment) = address()?;
    reference::is_meta_schema(url.as_str()).then(|| format!("{url}#{fragment}"))
}

/// Lowers and compiles the schema at `pointer`.
pub(super) fn compile(
    document: &Document,
    pointer: &Pointer,
    direction: Direction,
) -> Result<Validator, DocumentError> {
    let (lowered, needs_meta_schemas) = lowered(document, pointer, direction)?;
    validator::build(lowered, needs_meta_schemas).map_err(|(pointer, message)| DocumentError::Schema {
        position: document.position(&pointer),
        message,
    })
}

/// The schema, and whether it refers to meta-schemas.
fn lowered(
    document: &Document,
    pointer: &Pointer,
    direction: Direction,
) -> Result<(Value, bool), DocumentError> {
    let Some(root) = document.node(pointer) else {
        let position = document.position(pointer);
        return Err(DocumentError::Schema { position, message: format!("no schema stands at `{pointer}`") });
    };
    let mut closure = Closure {
        document,
        direction,
        scope: Scope::default(),
        needs_meta_schemas: false,
        names: HashMap::new(),
        waiting: Vec::new(),
    };
    let start = closure.name(root);
    let mut definitions = Map::new();
    while let Some((index, node, scope)) = closure.waiting.pop() {
        closure.scope = scope;
        let schema = lower::schema(&mut closure, &node)?;
        definitions.insert(index.to_string(), schema);
    }
    let schema = "https://json-schema.org/draft/2020-12/schema";
    Ok((json!({ "$schema": schema, "$ref": start, "$defs": definitions }), closure.needs_meta_schemas))
}
