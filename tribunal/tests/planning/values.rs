//! Which value a parameter or body has.

use serde_json::{Value, json};

use crate::{plan_of, transaction};

/// The URI of an operation with one query parameter `p`.
#[track_caller]
fn uri(parameter: &str) -> String {
    let paths = format!(
        "paths: {{/a: {{get: {{operationId: op, parameters: [{{name: p, in: query, {parameter}}}], responses: {{200: {{}}}}}}}}}}"
    );
    let plan = plan_of("3.1.0", &paths);
    let transaction = transaction(&plan, "op/200");
    transaction.skip.clone().unwrap_or_else(|| transaction.request.uri.clone())
}

#[test]
fn a_required_parameter_has_the_first_value_the_document_gives() {
    let all = [
        ("example: 1", "/a?p=1"),
        ("examples: {x: {value: 2}}", "/a?p=2"),
        ("schema: {example: 3, examples: [4], default: 5, enum: [6], type: integer}", "/a?p=3"),
        ("schema: {examples: [4], default: 5, enum: [6], type: integer}", "/a?p=4"),
        ("schema: {default: 5, enum: [6], type: integer}", "/a?p=5"),
        ("schema: {enum: [6], type: integer}", "/a?p=6"),
        ("schema: {const: 7}", "/a?p=7"),
        ("schema: {type: integer}", "/a?p=1"),
    ];
    for (parameter, expected) in all {
        assert_eq!(uri(&format!("required: true, {parameter}")), expected, "{parameter}");
    }
}

#[test]
fn an_optional_parameter_is_sent_only_with_a_documented_example() {
    for (parameter, expected) in [
        ("example: 1", "/a?p=1"),
        ("examples: {x: {value: 2}}", "/a?p=2"),
        ("schema: {examples: [4]}", "/a?p=4"),
        ("schema: {default: 5}", "/a"),
        ("schema: {enum: [6]}", "/a"),
        ("schema: {type: integer}", "/a"),
        ("example: null", "/a?p="),
    ] {
        assert_eq!(uri(parameter), expected, "{parameter}");
    }
}

#[test]
fn a_required_parameter_without_any_value_skips_with_reason_and_place() {
    let reason =
        "required query parameter `p` has no value: add `example` to it or to its schema (api.yaml:3:";
    for parameter in
        ["schema: {type: integer, minimum: 5, maximum: 4}", "description: none", "schema: {not: {}}"]
    {
        let told = uri(&format!("required: true, {parameter}"));
        assert!(told.starts_with(reason), "{parameter}: {told}");
    }
}

#[test]
fn generated_values_meet_their_schema() {
    let table: [(&str, Value); 22] = [
        ("{type: integer, minimum: 5}", json!(5)),
        ("{type: integer, exclusiveMinimum: 5}", json!(6)),
        ("{type: integer, maximum: -3}", json!(-3)),
        ("{type: integer, minimum: 5, multipleOf: 4}", json!(8)),
        ("{type: number, exclusiveMinimum: 0, exclusiveMaximum: 1}", json!(0.5)),
        ("{type: boolean}", json!(true)),
        ("{type: 'null'}", json!(null)),
        ("{type: ['null', string]}", json!("string")),
        ("{type: string, minLength: 8}", json!("stringaa")),
        ("{type: string, maxLength: 3}", json!("str")),
        ("{type: string, format: date-time}", json!("2024-01-01T00:00:00Z")),
        ("{type: string, format: uuid}", json!("00000000-0000-4000-8000-000000000000")),
        ("{type: string, pattern: '^[A-Z]{2}\\d$'}", json!("AA1")),
        ("{type: string, pattern: '^[a-z]+$', minLength: 4}", json!("aaaa")),
        ("{type: array, items: {type: integer}, minItems: 2}", json!([1, 1])),
        ("{type: array, maxItems: 0, items: {type: integer}}", json!([])),
        (
            "{type: object, required: [a], properties: {a: {type: integer}, b: {type: integer}, c: {type: integer, example: 9}}}",
            json!({"a": 1, "c": 9}),
        ),
        (
            "{type: object, minProperties: 2, properties: {a: {type: integer}}}",
            json!({"a": 1, "property2": "string"}),
        ),
        (
            "{allOf: [{type: object, required: [a], properties: {a: {type: integer}}}, {required: [b], properties: {b: {type: boolean}}}]}",
            json!({"a": 1, "b": true}),
        ),
        ("{oneOf: [{type: 'null'}, {type: integer, minimum: 3}]}", json!(3)),
        (
            "{type: object, required: [id, name], properties: {id: {type: integer, readOnly: true}, name: {type: string}}}",
            json!({"name": "string"}),
        ),
        (
            "{oneOf: [{$ref: '#/components/schemas/Cat'}], discriminator: {propertyName: kind, mapping: {tom: '#/components/schemas/Cat'}}}",
            json!({"kind": "tom"}),
        ),
    ];
    for (schema, expected) in table {
        let paths = format!(
            "paths: {{/a: {{post: {{operationId: op, requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}, responses: {{200: {{}}}}}}}}}}\ncomponents: {{schemas: {{Cat: {{type: object, required: [kind], properties: {{kind: {{type: string}}}}}}}}}}"
        );
        let plan = plan_of("3.1.0", &paths);
        let transaction = transaction(&plan, "op/200");
        assert_eq!(transaction.skip, None, "{schema}");
        assert_eq!(transaction.request.body.to_json(), Some(expected), "{schema}");
    }
}

#[test]
fn the_same_document_gives_the_same_plan() {
    let paths = "paths: {'/a/{id}': {post: {parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}], requestBody: {content: {multipart/form-data: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}}, responses: {200: {}}}}}";
    let (first, second) = (plan_of("3.0.3", paths), plan_of("3.0.3", paths));
    let requests =
        |plan: &tribunal::plan::Plan| plan.transactions.iter().map(|t| t.request.clone()).collect::<Vec<_>>();
    assert_eq!(requests(&first), requests(&second));
}
