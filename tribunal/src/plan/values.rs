//! Which documented value a parameter or body has in a transaction (TRIBUNAL.md section 3).

use serde_json::Value;

use super::sample;
use crate::document::{
    Document, Node,
    view::{Example, Examples, MediaType, Parameter},
};

/// Which names belong to a pair: an example of such a name counts for that pair only.
pub(super) struct Pairs<'p> {
    /// All example names of the operation's responses.
    pub(super) all: &'p [&'p str],
    /// Those of its success responses.
    pub(super) success: &'p [&'p str],
}

/// The parameter's value in the pair `name`. `None` if it is to be left out, or cannot be sent.
pub(super) fn of_parameter(
    document: &Document,
    parameter: &Parameter<'_>,
    name: Option<&str>,
    pairs: &Pairs<'_>,
) -> Option<Value> {
    let examples = &parameter.examples;
    if let Some(value) = named(examples, name) {
        return Some(value);
    }
    let schema = parameter.any_schema();
    let example = single(examples).or_else(|| free(examples, pairs));
    let of_schema = || schema.and_then(|schema| sample::documented(document, schema)).as_ref().map(value_of);
    if !parameter.required {
        return example.or_else(of_schema);
    }
    let schema_gives = |find: for<'d> fn(&'d Document, &Node<'d>) -> Option<Node<'d>>| {
        schema.and_then(|schema| find(document, schema)).as_ref().map(value_of)
    };
    example
        .or_else(|| of_success(examples, pairs))
        .or_else(of_schema)
        .or_else(|| schema_gives(sample::default))
        .or_else(|| schema_gives(sample::listed))
        .or_else(|| schema.and_then(|schema| sample::generate(document, schema)))
}

/// The body in the pair `name`; `None` if the document gives none and none can be generated.
pub(super) fn of_body(
    document: &Document,
    body: &MediaType<'_>,
    name: Option<&str>,
    pairs: &Pairs<'_>,
) -> Option<Value> {
    let examples = &body.examples;
    let documented = named(examples, name)
        .or_else(|| free(examples, pairs))
        .or_else(|| of_success(examples, pairs))
        .or_else(|| single(examples));
    let schema = body.schema.as_ref();
    documented
        .or_else(|| schema.and_then(|schema| sample::documented(document, schema)).as_ref().map(value_of))
        .or_else(|| schema.and_then(|schema| sample::generate(document, schema)))
}

fn value_of(node: &Node<'_>) -> Value {
    node.value.clone()
}

fn of(example: &Example<'_>) -> Option<Value> {
    example.value.as_ref().map(value_of)
}

fn named(examples: &Examples<'_>, name: Option<&str>) -> Option<Value> {
    name.and_then(|name| examples.get(name)).and_then(of)
}

fn single(examples: &Examples<'_>) -> Option<Value> {
    examples.single.as_ref().and_then(of)
}

/// The first example that belongs to no pair, `default` before others.
fn free(examples: &Examples<'_>, pairs: &Pairs<'_>) -> Option<Value> {
    first(examples, |name| !pairs.all.contains(&name))
}

/// The first example of a success pair, `default` before others.
fn of_success(examples: &Examples<'_>, pairs: &Pairs<'_>) -> Option<Value> {
    first(examples, |name| pairs.success.contains(&name))
}

fn first(examples: &Examples<'_>, wanted: impl Fn(&str) -> bool) -> Option<Value> {
    let mut candidates = examples.named.iter().filter(|example| example.name.is_some_and(&wanted));
    let default = candidates.clone().find(|example| example.name == Some("default"));
    default.or_else(|| candidates.next()).and_then(of)
}
