//! What is wrong with a field, in words. Values are never repeated: one may be a password.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::schema::Rules;
use crate::api::FieldError;

/// The field errors of one violation: a missing or unexpected property is named itself, not its parent.
pub(super) fn fields(rules: &Rules, at: &str, error: &ValidationError<'_>) -> Vec<FieldError> {
    let here = format!("{at}{}", error.instance_path());
    match error.kind() {
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![FieldError::new(child(&here, name), "is required")]
        }
        Kind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|name| FieldError::new(child(&here, name), "is not a property of this object"))
            .collect(),
        // An optional value: `null` or what it else must be. The second half says what is wrong.
        Kind::AnyOf { context } if context.len() == 2 && is_null_branch(&context[0]) => {
            context[1].iter().flat_map(|error| fields(rules, at, error)).collect()
        }
        kind => vec![FieldError::new(here, sentence(rules, kind, error))],
    }
}

fn is_null_branch(branch: &[ValidationError<'_>]) -> bool {
    branch.iter().all(|error| {
        matches!(error.kind(), Kind::Type { kind: TypeKind::Single(kind) } if kind.to_string() == "null")
    })
}

/// A JSON pointer one step down (RFC 6901, section 3).
fn child(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn sentence(rules: &Rules, kind: &Kind, error: &ValidationError<'_>) -> String {
    match kind {
        Kind::Type { kind } => format!("must be {}", type_name(kind)),
        Kind::MinLength { limit: 1 } => "must not be empty".to_owned(),
        Kind::MinLength { limit } => format!("must have at least {limit} characters"),
        Kind::MaxLength { limit } => format!("must have at most {limit} characters"),
        Kind::Minimum { limit } => format!("must be at least {limit}"),
        Kind::Maximum { limit } => format!("must be at most {limit}"),
        Kind::ExclusiveMinimum { limit } => format!("must be more than {limit}"),
        Kind::ExclusiveMaximum { limit } => format!("must be less than {limit}"),
        Kind::Pattern { pattern } => description(rules, error).map_or_else(
            || format!("must match the pattern {pattern}"),
            |description| format!("is not what it should be: {description}"),
        ),
        Kind::Format { format } => format!("must be in the format {format}"),
        Kind::Enum { options } => format!("must be one of {}", list(options)),
        Kind::MinItems { limit } => format!("must have at least {limit} items"),
        Kind::MaxItems { limit } => format!("must have at most {limit} items"),
        Kind::UniqueItems => "must not repeat an item".to_owned(),
        Kind::OneOfNotValid { .. } | Kind::AnyOf { .. } => "has none of the possible forms".to_owned(),
        _ => error.masked().to_string(),
    }
}

/// What the document says in words about the schema that was violated: kinder than a regular expression.
fn description<'a>(rules: &'a Rules, error: &ValidationError<'_>) -> Option<&'a str> {
    let keyword = error.schema_path().as_str();
    let (violated, _) = keyword.rsplit_once('/')?;
    rules.description(violated)
}

fn type_name(kind: &TypeKind) -> String {
    let with_article = |name: &str| match name {
        "null" => "null".to_owned(),
        "integer" | "object" | "array" => format!("an {name}"),
        _ => format!("a {name}"),
    };
    match kind {
        TypeKind::Single(kind) => with_article(&kind.to_string()),
        TypeKind::Multiple(kinds) => {
            kinds.iter().map(|kind| with_article(&kind.to_string())).collect::<Vec<_>>().join(" or ")
        }
    }
}

fn list(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    options.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
