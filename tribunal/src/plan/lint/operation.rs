//! What is wrong with the examples of one operation.

use super::{Defects, examples};
use crate::{
    document::{
        Direction,
        view::{Example, Examples, Operation, Response},
    },
    plan::{
        body, code,
        pairing::{self, Case, Names},
        sample,
    },
};

/// Examples that break their schema, that are missing, or that cannot be reached.
pub(in crate::plan) fn operation<'d>(
    operation: &Operation<'d>,
    names: &Names<'d>,
    cases: &[Case<'_, 'd>],
    defects: &mut Defects<'d>,
) {
    for parameter in &operation.parameters {
        let meant = |example: &Example<'_>| is_meant_valid(example, names);
        let schema = parameter.any_schema();
        examples::parameter(operation, schema, &parameter.examples, Direction::Request, meant, defects);
        let sent = |case: &Case<'_, '_>| is_default_of(&parameter.examples, case);
        unsent(operation, &parameter.examples, names, cases.iter().any(sent), defects);
    }
    for media in &operation.bodies {
        // A request that is meant to fail may break the schema: that is what it tries.
        let meant = |example: &Example<'_>| is_meant_valid(example, names);
        examples::body(operation, media, Direction::Request, meant, defects);
        let chosen = |case: &Case<'_, '_>| case.body.is_some_and(|body| body.name == media.name);
        let sent = |case: &Case<'_, '_>| chosen(case) && is_default_of(&media.examples, case);
        unsent(operation, &media.examples, names, cases.iter().any(sent), defects);
    }
    for response in &operation.responses {
        for media in &response.content {
            examples::body(operation, media, Direction::Response, |_| true, defects);
        }
        for header in &response.headers {
            let schema = header.any_schema();
            examples::parameter(operation, schema, &header.examples, Direction::Response, |_| true, defects);
        }
        without_example(operation, response, defects);
    }
    unprovoked(operation, cases, defects);
    if operation.node.each("responses").all(|(status, _)| status.parse::<u16>().is_err()) {
        let place = operation.node.get("responses").unwrap_or_else(|| operation.node.clone());
        let position = defects.document.position(&place.pointer);
        let message =
            "no response has a status of its own, so there is nothing to try: document one, like `200`";
        defects.add(code::STATUS_MISSING, position, message.to_owned(), Some(&operation.reference));
    }
}

/// Whether a request's example has to meet its schema, for all the document says.
fn is_meant_valid(example: &Example<'_>, names: &Names<'_>) -> bool {
    !example.invalid && example.name.is_none_or(|name| names.may_succeed(name))
}

/// A success response with JSON content and no example: nothing but the schema is compared.
fn without_example(operation: &Operation<'_>, response: &Response<'_>, defects: &mut Defects<'_>) {
    if !response.code().is_some_and(|status| (200..300).contains(&status)) {
        return;
    }
    for media in response.content.iter().filter(|media| body::is_json(media.name)) {
        let of_schema = media.schema.as_ref().and_then(|schema| sample::documented(defects.document, schema));
        if media.examples.all().next().is_none() && of_schema.is_none() {
            let position = defects.document.position(&media.node.pointer);
            let message = format!(
                "the {} response has no example: add `examples` to it, and a request example of the same name",
                response.status
            );
            defects.add(code::EXAMPLE_MISSING, position, message, Some(&operation.reference));
        }
    }
}

/// Whether a case is sent with the default value among these examples, having none of its own there.
fn is_default_of(examples: &Examples<'_>, case: &Case<'_, '_>) -> bool {
    case.unprovoked.is_none() && case.name.is_none_or(|name| examples.get(name).is_none())
}

/// Request examples that no transaction sends. The first one without a twin is the default value, if that is `used`.
fn unsent(
    operation: &Operation<'_>,
    examples: &Examples<'_>,
    names: &Names<'_>,
    used: bool,
    defects: &mut Defects<'_>,
) {
    let pairs = names.pairs();
    let alone = |example: &&Example<'_>| example.name.is_some_and(|name| !pairs.all.contains(&name));
    let all_alone: Vec<_> = examples.named.iter().filter(alone).collect();
    let default = all_alone.iter().position(|example| example.name == Some("default")).unwrap_or(0);
    for (index, example) in all_alone.into_iter().enumerate() {
        let Some(name) = example.name.filter(|_| !used || index != default) else { continue };
        let position = defects.document.position(&example.pointer);
        let message = format!(
            "request example `{name}` is never sent: no response has an example of that name; \
             add one to the response it provokes"
        );
        defects.add(code::REQUEST_UNPAIRED, position, message, Some(&operation.reference));
    }
}

/// Response examples of errors that no request example provokes.
fn unprovoked(operation: &Operation<'_>, cases: &[Case<'_, '_>], defects: &mut Defects<'_>) {
    for case in cases.iter().filter(|case| case.unprovoked.is_some()) {
        let (Some(name), Some(example)) = (case.name, case.example) else { continue };
        if pairing::is_beyond_documents(case.status) {
            continue;
        }
        let position = defects.document.position(&example.pointer);
        let message = format!(
            "response example `{name}` ({}) is untested: no request example has that name; \
             add one to the body or a parameter that provokes it",
            case.status
        );
        defects.add(code::RESPONSE_UNPAIRED, position, message, Some(&operation.reference));
    }
}
