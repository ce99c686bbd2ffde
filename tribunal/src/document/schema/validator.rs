//! A compiled schema, and what a value breaks of it.

use base64::Engine;
use jsonschema::{Draft, error::ValidationErrorKind};
use serde_json::Value;

use super::lower;
use crate::document::Pointer;

/// How long a message may be, in characters: a whole value quoted helps nobody.
const MAX_MESSAGE: usize = 400;

/// A rule of a schema that a value breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The place in the value.
    pub instance: Pointer,
    /// The keyword's place in the document.
    pub schema: Pointer,
    /// The keyword: `required`, `type`, `format`...
    pub keyword: String,
    /// One sentence for people.
    pub message: String,
}

/// A schema ready for use.
#[derive(Debug)]
pub struct Validator {
    compiled: jsonschema::Validator,
    lowered: Value,
}

impl Validator {
    /// Whether a value meets the schema.
    pub fn accepts(&self, instance: &Value) -> bool {
        self.compiled.is_valid(instance)
    }

    /// Every rule the value breaks; none if it meets the schema.
    pub fn violations(&self, instance: &Value) -> Vec<Violation> {
        self.compiled.iter_errors(instance).map(|error| self.violation(&error)).collect()
    }

    fn violation(&self, error: &jsonschema::ValidationError<'_>) -> Violation {
        let (schema, renamed) = origin(&self.lowered, error.schema_path().as_str());
        let instance = Pointer::parse(error.instance_path().as_str());
        if let Some(keyword) = renamed {
            let name = instance.last().unwrap_or_default();
            let message = format!("`{name}` is {keyword} and must not stand in a response");
            return Violation { instance, schema, keyword, message };
        }
        let keyword = error.kind().keyword().to_owned();
        Violation { instance, schema, keyword, message: message(error) }
    }
}

/// What broke; of a choice (`oneOf`, `anyOf`) also what the branch that came closest lacks.
fn message(error: &jsonschema::ValidationError<'_>) -> String {
    let (ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context }) =
        error.kind()
    else {
        return short(&error.to_string());
    };
    let whole = short(&error.to_string());
    let nearest = context.iter().filter(|branch| !branch.is_empty()).min_by_key(|branch| branch.len());
    let Some(nearest) = nearest.and_then(|branch| branch.first()) else { return whole };
    let at = nearest.instance_path().as_str();
    let at = if at.is_empty() { String::new() } else { format!(" at `{at}`") };
    format!("{whole} (the closest one fails{at}: {})", short(&nearest.to_string()))
}

/// What is wrong with a schema; of a choice of schemas of the meta-schema only that none fits.
fn fault(error: &jsonschema::ValidationError<'_>) -> String {
    let keyword = Pointer::parse(error.instance_path().as_str()).last().unwrap_or_default();
    match error.kind() {
        ValidationErrorKind::AnyOf { .. } => {
            short(&format!("{} is no value of `{keyword}`", error.instance()))
        }
        _ => short(&error.to_string()),
    }
}

fn short(message: &str) -> String {
    if message.chars().count() <= MAX_MESSAGE {
        return message.to_owned();
    }
    // The rule stands at the end, the value at the start.
    let chars: Vec<char> = message.chars().collect();
    let (head, tail) = (&chars[..MAX_MESSAGE / 4], &chars[chars.len() - MAX_MESSAGE / 2..]);
    format!("{}...{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

/// The document's place of a path through the lowered schema, and the keyword it stands for if that is another.
fn origin(lowered: &Value, path: &str) -> (Pointer, Option<String>) {
    let (mut value, mut place, mut keyword) = (Some(lowered), Pointer::root(), None);
    for token in Pointer::parse(path).tokens() {
        value = value.and_then(|value| match value {
            Value::Object(members) => members.get(&token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            _ => None,
        });
        match value.and_then(|value| value.get(lower::ORIGIN)).and_then(Value::as_str) {
            Some(origin) => {
                place = Pointer::parse(origin);
                keyword = value
                    .and_then(|value| value.get(lower::KEYWORD))
                    .and_then(Value::as_str)
                    .map(str::to_owned);
            }
            None if keyword.is_none() => place = place.join(&token),
            None => {}
        }
    }
    (place, keyword)
}

/// Compiles a lowered schema; on failure the place in the document and the reason.
pub(super) fn build(lowered: Value, needs_meta_schemas: bool) -> Result<Validator, (Pointer, String)> {
    let mut options = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .should_ignore_unknown_formats(true)
        .with_format("byte", |text| base64::engine::general_purpose::STANDARD.decode(text).is_ok())
        .offline();
    if needs_meta_schemas {
        options = options.with_registry(&referencing::SPECIFICATIONS);
    }
    match options.build(&lowered) {
        Ok(compiled) => Ok(Validator { compiled, lowered }),
        // An error of the schema itself: its path is a place in the schema, as that is the instance here.
        Err(error) => {
            let (place, _) = origin(&lowered, error.instance_path().as_str());
            Err((place, format!("not a valid schema: {}", fault(&error))))
        }
    }
}
