//! Examples held against their own schemas.
//!
//! Large documents have thousands, and compiling their schemas is most of the work of planning, so they are
//! gathered first and judged on all processors. What is found does not depend on how many there are.

use std::{borrow::Cow, num::NonZero, thread};

use serde_json::Value;

use super::Defects;
use crate::{
    document::{
        Direction, Document, DocumentError, Node, Pointer,
        view::{Example, Examples, MediaType, Operation, essence},
    },
    plan::{Defect, OperationRef, SchemaRef, body, code},
};

/// How many violations of one example are worth reading.
const MAX_VIOLATIONS: usize = 5;
/// Fewer examples are judged sooner than threads are started.
const WORTH_THREADS: usize = 64;

/// One example still to be judged.
pub(super) struct Exhibit<'d> {
    operation: OperationRef,
    /// `the example` or ``example `name` ``.
    called: String,
    place: Pointer,
    value: Cow<'d, Value>,
    schema: Pointer,
    direction: Direction,
}

/// Gathers the examples of a body, in the media types whose examples are values rather than texts.
pub(super) fn body<'d>(
    operation: &Operation<'d>,
    media: &MediaType<'d>,
    direction: Direction,
    meant: impl Fn(&Example<'_>) -> bool,
    defects: &mut Defects<'d>,
) {
    let form =
        ["application/x-www-form-urlencoded", "multipart/form-data"].contains(&essence(media.name).as_str());
    if !body::is_json(media.name) && !form {
        return;
    }
    let Some(schema) = &media.schema else { return };
    for example in media.examples.all().filter(|example| meant(example)) {
        let Some(node) = example.value.as_ref().filter(|node| !(form && node.value.is_string())) else {
            continue;
        };
        let parsed = body::embedded(defects.document, media, node.value);
        let value = parsed.map_or(Cow::Borrowed(node.value), Cow::Owned);
        gather(operation, schema, example, (node.pointer.clone(), value), direction, defects);
    }
}

/// Gathers the examples of a parameter or header.
pub(super) fn parameter<'d>(
    operation: &Operation<'d>,
    schema: Option<&Node<'d>>,
    examples: &Examples<'d>,
    direction: Direction,
    meant: impl Fn(&Example<'_>) -> bool,
    defects: &mut Defects<'d>,
) {
    let Some(schema) = schema else { return };
    for example in examples.all().filter(|example| meant(example)) {
        let Some(node) = &example.value else { continue };
        gather(
            operation,
            schema,
            example,
            (node.pointer.clone(), Cow::Borrowed(node.value)),
            direction,
            defects,
        );
    }
}

fn gather<'d>(
    operation: &Operation<'d>,
    schema: &Node<'d>,
    example: &Example<'d>,
    (place, value): (Pointer, Cow<'d, Value>),
    direction: Direction,
    defects: &mut Defects<'d>,
) {
    let key = (place.clone(), schema.pointer.clone(), direction);
    if defects.gathered.insert(key) {
        defects.exhibits.push(Exhibit {
            operation: operation.reference.clone(),
            called: example.name.map_or_else(|| "the example".to_owned(), |name| format!("example `{name}`")),
            place,
            value,
            schema: schema.pointer.clone(),
            direction,
        });
    }
}

/// What is wrong with the exhibits, in their order.
pub(super) fn judge(document: &Document, exhibits: &[Exhibit<'_>]) -> Vec<Defect> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    if threads == 1 || exhibits.len() < WORTH_THREADS {
        return exhibits.iter().flat_map(|exhibit| verdict(document, exhibit)).collect();
    }
    let share = exhibits.len().div_ceil(threads);
    thread::scope(|scope| {
        let judge = |share: &[Exhibit<'_>]| -> Vec<Defect> {
            share.iter().flat_map(|exhibit| verdict(document, exhibit)).collect()
        };
        let running: Vec<_> = exhibits.chunks(share).map(|share| scope.spawn(move || judge(share))).collect();
        let ended = running.into_iter().map(thread::ScopedJoinHandle::join);
        ended.flat_map(|ended| ended.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

fn verdict(document: &Document, exhibit: &Exhibit<'_>) -> Vec<Defect> {
    let defect = |code, position, message| {
        let operation = Some(exhibit.operation.clone());
        Defect { code, message, position, operation }
    };
    let schema = SchemaRef { pointer: exhibit.schema.clone() };
    let validator = match document.validator(&schema, exhibit.direction) {
        Ok(validator) => validator,
        Err(error) => {
            let code =
                if matches!(error, DocumentError::Reference { .. }) { code::REFERENCE } else { code::SCHEMA };
            let place = error.position().cloned();
            return place.map(|position| defect(code, position, error.message())).into_iter().collect();
        }
    };
    if validator.accepts(&exhibit.value) {
        return Vec::new();
    }
    let violations = validator.violations(&exhibit.value).into_iter().take(MAX_VIOLATIONS);
    let defects = violations.map(|violation| {
        let inside = violation.instance.as_str();
        let at = if inside.is_empty() { String::new() } else { format!(" at `{inside}`") };
        let rule = document.position(&violation.schema);
        let message = format!(
            "{} breaks its schema{at}: {} (rule at line {} of {}): correct the one or the other",
            exhibit.called, violation.message, rule.line, rule.file
        );
        let position = document.position(&Pointer::parse(format!("{}{inside}", exhibit.place)));
        defect(code::EXAMPLE_INVALID, position, message)
    });
    defects.collect()
}
