//! `$ref`: from the object that holds it to what it names (`OpenAPI` 3.1.1, Reference Object; RFC 6901 section 6).

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Document, DocumentError, Node, Pointer, folder};

/// How many references may lead to each other.
const MAX_HOPS: usize = 64;

/// Follows `$ref` until there is none.
pub(super) fn follow<'d>(document: &'d Document, node: Node<'d>) -> Result<Node<'d>, DocumentError> {
    let mut node = node;
    let mut hops = 0;
    while let Some(reference) = reference_of(node.value) {
        let failed = |message| {
            let position = document.position(&node.pointer.join("$ref"));
            DocumentError::Reference { position, message }
        };
        hops += 1;
        if hops > MAX_HOPS {
            return Err(failed(format!("`$ref: {reference}` leads back to itself")));
        }
        let target = resolve(document, &node.pointer, reference).map_err(failed)?;
        let Some(next) = document.node(&target) else {
            return Err(failed(format!("`$ref: {reference}` leads nowhere: nothing stands at `{target}`")));
        };
        node = next;
    }
    Ok(node)
}

/// The `$ref` of an object that has one.
pub(super) fn reference_of(value: &Value) -> Option<&str> {
    value.get("$ref").and_then(Value::as_str)
}

/// Where a reference in the object at `from` leads to; whether something stands there is not asked.
pub(super) fn resolve(document: &Document, from: &Pointer, reference: &str) -> Result<Pointer, String> {
    let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let file = folder::relative(from.file().unwrap_or_default(), file)
        .map_err(|why| format!("`$ref: {reference}`: {why}"))?;
    let file = file.filter(|file| file != document.own_name());
    if let Some(why) = file.as_deref().and_then(|file| document.file_trouble(file)) {
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
