//! Examples held against their own schemas.

use serde_json::Value;

use super::Defects;
use crate::{
    document::{
        Direction, DocumentError, Node, Pointer,
        view::{Example, Examples, MediaType, Operation, essence},
    },
    plan::{SchemaRef, body, code},
};

/// How many violations of one example are worth reading.
const MAX_VIOLATIONS: usize = 5;

/// The examples of a body, in the media types whose examples are values rather than texts.
pub(super) fn body(
    operation: &Operation<'_>,
    media: &MediaType<'_>,
    direction: Direction,
    meant: impl Fn(&Example<'_>) -> bool,
    defects: &mut Defects<'_>,
) {
    let form =
        ["application/x-www-form-urlencoded", "multipart/form-data"].contains(&essence(media.name).as_str());
    if !body::is_json(media.name) && !form {
        return;
    }
    let Some(schema) = &media.schema else { return };
    for example in media.examples.all().filter(|example| meant(example)) {
        let Some(value) = &example.value else { continue };
        if form && value.value.is_string() {
            continue;
        }
        let parsed = body::embedded(defects.document, media, value.value);
        let judged = parsed.as_ref().unwrap_or(value.value);
        judge_value(operation, schema, (example, &value.pointer, judged), direction, defects);
    }
}

/// The examples of a parameter or header.
pub(super) fn judge(
    operation: &Operation<'_>,
    schema: Option<&Node<'_>>,
    examples: &Examples<'_>,
    direction: Direction,
    meant: impl Fn(&Example<'_>) -> bool,
    defects: &mut Defects<'_>,
) {
    let Some(schema) = schema else { return };
    for example in examples.all().filter(|example| meant(example)) {
        let Some(value) = &example.value else { continue };
        judge_value(operation, schema, (example, &value.pointer, value.value), direction, defects);
    }
}

fn judge_value(
    operation: &Operation<'_>,
    schema: &Node<'_>,
    (example, place, value): (&Example<'_>, &Pointer, &Value),
    direction: Direction,
    defects: &mut Defects<'_>,
) {
    let key =
        (place.as_str().to_owned(), schema.pointer.as_str().to_owned(), direction == Direction::Request);
    if !defects.judged.insert(key) {
        return;
    }
    let document = defects.document;
    let validator = match document.validator(&SchemaRef { pointer: schema.pointer.clone() }, direction) {
        Ok(validator) => validator,
        Err(error) => return broken_schema(operation, &error, defects),
    };
    if validator.accepts(value) {
        return;
    }
    let called = example.name.map_or_else(|| "the example".to_owned(), |name| format!("example `{name}`"));
    for violation in validator.violations(value).into_iter().take(MAX_VIOLATIONS) {
        let inside = violation.instance.as_str();
        let at = if inside.is_empty() { String::new() } else { format!(" at `{inside}`") };
        let rule = document.position(&violation.schema);
        let message = format!(
            "{called} breaks its schema{at}: {} (rule at line {} of {}): correct the one or the other",
            violation.message, rule.line, rule.file
        );
        let position = document.position(&Pointer::parse(format!("{place}{inside}")));
        defects.add(code::EXAMPLE_INVALID, position, message, Some(&operation.reference));
    }
}

fn broken_schema(operation: &Operation<'_>, error: &DocumentError, defects: &mut Defects<'_>) {
    let Some(position) = error.position() else { return };
    let code = if matches!(error, DocumentError::Reference { .. }) { code::REFERENCE } else { code::SCHEMA };
    defects.add(code, position.clone(), error.message(), Some(&operation.reference));
}
