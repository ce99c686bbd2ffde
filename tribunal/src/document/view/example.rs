//! Documented values: `example` and `examples` of parameters, headers and media types.

use serde_json::Value;

use super::operation::Reader;
use crate::document::{Node, Pointer};

/// Where an Example Object has its value: `dataValue` and `serializedValue` since 3.2.
const VALUES: [&str; 3] = ["value", "dataValue", "serializedValue"];

/// A documented value.
#[derive(Clone, Debug)]
pub struct Example<'d> {
    /// The key in `examples`; `None` for the one `example`.
    pub name: Option<&'d str>,
    /// The value; `None` if it lies in another place (`externalValue`) or is left out.
    pub value: Option<Node<'d>>,
    /// Whether the value is meant to break the schema: it stands as `x-invalid-value`, since a `value` has to meet it.
    pub invalid: bool,
    /// Who sends (`x-actor`).
    pub actor: Option<&'d str>,
    /// Places that differ from one run to the next (`x-volatile`).
    pub volatile: Vec<String>,
    /// Where the example stands, as reports show it.
    pub pointer: Pointer,
}

/// The documented values of one parameter, header or media type.
#[derive(Clone, Debug, Default)]
pub struct Examples<'d> {
    /// Those with a name, in the order of the document.
    pub named: Vec<Example<'d>>,
    /// The one without.
    pub single: Option<Example<'d>>,
}

impl<'d> Examples<'d> {
    pub(super) fn read(reader: &mut Reader<'d>, node: &Node<'d>) -> Self {
        let mut examples = Self::default();
        if let Some(value) = node.get("example") {
            examples.single = Some(Example {
                name: None,
                pointer: value.pointer.clone(),
                actor: node.text("x-actor"),
                volatile: volatile(node),
                value: Some(value),
                invalid: false,
            });
        }
        for (name, child) in node.each("examples") {
            let pointer = child.pointer.clone();
            let Some(target) = reader.follow(child) else { continue };
            if !target.value.is_object() {
                let message =
                    format!("example `{name}` must be an object: put the value into its field `value`");
                reader.structure(&target.pointer, message);
                continue;
            }
            examples.named.push(Example {
                name: Some(name),
                invalid: VALUES.iter().all(|key| target.get(key).is_none()),
                value: VALUES.iter().chain(&["x-invalid-value"]).find_map(|key| target.get(key)),
                actor: target.text("x-actor"),
                volatile: volatile(&target),
                pointer,
            });
        }
        examples
    }

    /// The example of that name.
    pub fn get(&self, name: &str) -> Option<&Example<'d>> {
        self.named.iter().find(|example| example.name == Some(name))
    }

    /// Every documented value there is.
    pub fn all(&self) -> impl Iterator<Item = &Example<'d>> {
        self.single.iter().chain(&self.named)
    }
}

/// `x-volatile`: one pointer or a list of them.
fn volatile(node: &Node<'_>) -> Vec<String> {
    match node.value.get("x-volatile") {
        Some(Value::String(pointer)) => vec![pointer.clone()],
        Some(Value::Array(pointers)) => {
            pointers.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}
