//! The keywords of schemas by what stands in them. One list, whoever walks over a schema.

/// Keywords whose value is a schema.
pub(super) const ONE: [&str; 12] = [
    "not",
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "additionalItems",
];
/// Keywords whose value is a list of schemas.
pub(super) const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
pub(super) const NAMED: [&str; 4] = ["properties", "patternProperties", "dependentSchemas", "$defs"];
/// Keywords whose value is data, whatever it looks like.
pub(super) const DATA: [&str; 5] = ["enum", "const", "default", "example", "examples"];
/// The keywords of `OpenAPI` 3.0.4's Schema Object that constrain a value as JSON Schema's do. Others have no
/// effect there ("strictly unsupported").
pub(super) const CONSTRAINTS_3_0: [&str; 18] = [
    "multipleOf",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxProperties",
    "minProperties",
    "required",
    "enum",
    "type",
    "format",
    "title",
    "description",
    "default",
    "maximum",
    "minimum",
];
/// Applicators that 3.0 knows.
pub(super) const APPLICATORS_3_0: [&str; 7] =
    ["not", "items", "additionalProperties", "allOf", "anyOf", "oneOf", "properties"];
/// Applicators that Swagger 2.0 knows.
pub(super) const APPLICATORS_2_0: [&str; 4] = ["items", "additionalProperties", "allOf", "properties"];
/// Keywords that would change where references lead (all of them are rewritten), or that only annotate.
pub(super) const DROPPED: [&str; 22] = [
    "$schema",
    "$id",
    "id",
    "$anchor",
    "$dynamicAnchor",
    "$recursiveAnchor",
    "$comment",
    "$vocabulary",
    "$defs",
    "definitions",
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "discriminator",
    "example",
    "examples",
    "default",
    "title",
    "description",
    "xml",
    "externalDocs",
    "nullable",
];
/// Keywords of the vocabulary of validation (JSON Schema 2020-12, section 6).
pub(super) const VALIDATION: [&str; 20] = [
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
];
