//! A value of the document together with its place.

use serde_json::Value;

use super::Pointer;

/// A value and the pointer that leads to it.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    /// The value.
    pub value: &'d Value,
    /// Where it stands.
    pub pointer: Pointer,
}

impl<'d> Node<'d> {
    /// The member of that name.
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        self.value.get(key).map(|value| Node { value, pointer: self.pointer.join(key) })
    }

    /// The string member of that name.
    pub fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key).and_then(Value::as_str)
    }

    /// Whether the member of that name is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The members of an object, in the order of the document; nothing for any other value.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Node<'d>)> + use<'d> {
        let pointer = self.pointer.clone();
        let members = self.value.as_object().into_iter().flatten();
        members.map(move |(key, value)| (key.as_str(), Node { value, pointer: pointer.join(key) }))
    }

    /// The items of an array; nothing for any other value.
    pub fn items(&self) -> impl Iterator<Item = Node<'d>> + use<'d> {
        let pointer = self.pointer.clone();
        let items = self.value.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, value)| Node { value, pointer: pointer.join(index) })
    }

    /// The members of the member of that name.
    pub fn each(&self, key: &str) -> impl Iterator<Item = (&'d str, Node<'d>)> + use<'d> {
        self.get(key).into_iter().flat_map(|node| node.members())
    }
}
