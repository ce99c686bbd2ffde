//! Schemas: the 3.0 dialect, 3.1 as it is, directions, and where violations are.

use serde_json::{Value, json};
use tribunal::{
    document::{Direction, Document, DocumentError, Pointer, Validator},
    plan::SchemaRef,
};

use crate::golden;

fn validator(version: &str, schemas: &str, direction: Direction) -> std::sync::Arc<Validator> {
    compiled(version, schemas, direction).unwrap()
}

fn compiled(
    version: &str,
    schemas: &str,
    direction: Direction,
) -> Result<std::sync::Arc<Validator>, DocumentError> {
    let text = format!(
        "openapi: {version}\ninfo: {{title: x, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {schemas}}}\n"
    );
    let document = Document::parse("api.yaml", &text).unwrap();
    document.validator(&SchemaRef { pointer: Pointer::parse("/components/schemas/X") }, direction)
}

/// Rows of version, schemas, accepted values, refused values.
#[track_caller]
fn judge(direction: Direction, rows: &[(&str, &str, &[Value], &[Value])]) {
    for (version, schemas, accepted, refused) in rows {
        let validator = validator(version, schemas, direction);
        for value in *accepted {
            assert_eq!(validator.violations(value), [], "{version} {schemas} must accept {value}");
            assert!(validator.accepts(value));
        }
        for value in *refused {
            assert!(!validator.violations(value).is_empty(), "{version} {schemas} must refuse {value}");
        }
    }
}

#[test]
fn nullable_counts_beside_type_enum_references_and_combinations() {
    judge(
        Direction::Response,
        &[
            ("3.0.3", "{X: {type: string}}", &[json!("a")], &[json!(null)]),
            ("3.0.3", "{X: {type: string, nullable: true}}", &[json!("a"), json!(null)], &[json!(1)]),
            (
                "3.0.3",
                "{X: {type: string, nullable: true, enum: [a]}}",
                &[json!("a"), json!(null)],
                &[json!("b")],
            ),
            (
                "3.0.3",
                "{X: {$ref: '#/components/schemas/Y', nullable: true}, Y: {type: integer}}",
                &[json!(1), json!(null)],
                &[json!("a")],
            ),
            (
                "3.0.3",
                "{X: {nullable: true, allOf: [{$ref: '#/components/schemas/Y'}]}, Y: {type: integer}}",
                &[json!(1), json!(null)],
                &[json!("a")],
            ),
            ("3.1.0", "{X: {type: [string, 'null']}}", &[json!(null)], &[json!(1)]),
            ("3.1.0", "{X: {type: string, nullable: true}}", &[json!("a")], &[json!(null)]),
        ],
    );
}

#[test]
fn exclusive_bounds_are_flags_in_3_0_and_numbers_in_3_1() {
    judge(
        Direction::Request,
        &[
            ("3.0.3", "{X: {minimum: 1, exclusiveMinimum: true}}", &[json!(1.1)], &[json!(1)]),
            ("3.0.3", "{X: {minimum: 1, exclusiveMinimum: false}}", &[json!(1)], &[json!(0.9)]),
            ("3.0.3", "{X: {maximum: 1, exclusiveMaximum: true}}", &[json!(0)], &[json!(1)]),
            ("3.1.0", "{X: {exclusiveMinimum: 1}}", &[json!(2)], &[json!(1)]),
        ],
    );
}

#[test]
fn read_only_and_write_only_depend_on_the_direction() {
    let schemas = "{X: {type: object, required: [id, name, password], properties: {id: {type: integer, readOnly: true}, name: {type: string}, password: {$ref: '#/components/schemas/Secret'}}}, Secret: {type: string, writeOnly: true}}";
    let split = "{X: {allOf: [{$ref: '#/components/schemas/B'}, {required: [id]}]}, B: {properties: {id: {type: integer, readOnly: true}}}}";
    for version in ["3.0.3", "3.1.0"] {
        judge(
            Direction::Request,
            &[
                (
                    version,
                    schemas,
                    &[json!({"name": "a", "password": "b"})],
                    &[json!({"name": "a"}), json!({"id": 1, "password": "b"})],
                ),
                (version, split, &[json!({})], &[json!({"id": "x"})]),
            ],
        );
        judge(
            Direction::Response,
            &[
                (
                    version,
                    schemas,
                    &[json!({"id": 1, "name": "a"})],
                    &[json!({"name": "a"}), json!({"id": 1, "name": "a", "password": "b"})],
                ),
                (version, split, &[json!({"id": 1})], &[json!({})]),
            ],
        );
    }
    let violation = &validator("3.0.3", schemas, Direction::Response)
        .violations(&json!({"id": 1, "name": "a", "password": "b"}))[0];
    assert_eq!(violation.keyword, "writeOnly");
    assert_eq!(violation.message, "`password` is writeOnly and must not stand in a response");
    assert_eq!(violation.instance.as_str(), "/password");
}

#[test]
fn a_discriminator_picks_the_branch() {
    let schemas = "{X: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind, mapping: {hound: '#/components/schemas/Dog'}}}, Cat: {type: object, properties: {lives: {type: integer}}}, Dog: {type: object, required: [breed], properties: {breed: {type: string}}}}";
    for version in ["3.0.3", "3.1.0"] {
        judge(
            Direction::Response,
            &[(
                version,
                schemas,
                &[json!({"kind": "Cat", "lives": 9}), json!({"kind": "hound", "breed": "x"})],
                &[
                    json!({"lives": 9}),
                    json!({"kind": "Dog", "breed": "x"}),
                    json!({"kind": "hound"}),
                    json!({"kind": "Cat", "lives": "nine"}),
                    json!("Cat"),
                ],
            )],
        );
        let validator = validator(version, schemas, Direction::Response);
        let violations = validator.violations(&json!({"kind": "Cat", "lives": "nine"}));
        assert_eq!(violations.len(), 1, "{violations:?}");
        assert_eq!(violations[0].schema.as_str(), "/components/schemas/Cat/properties/lives/type");
        let unknown = validator.violations(&json!({"kind": "Cow"}));
        assert_eq!(unknown[0].schema.as_str(), "/components/schemas/X/discriminator/enum");
    }
}

#[test]
fn formats_are_asserted() {
    let table = [
        ("date-time", json!("2024-01-01T00:00:00Z"), json!("yesterday")),
        ("date", json!("2024-02-29"), json!("2023-02-29")),
        ("email", json!("a@example.com"), json!("a")),
        ("uuid", json!("00000000-0000-4000-8000-000000000000"), json!("1")),
        ("uri", json!("https://example.com"), json!("not a uri")),
        ("ipv4", json!("192.0.2.1"), json!("256.0.0.1")),
        ("int32", json!(2_147_483_647), json!(2_147_483_648_u32)),
        ("int64", json!(i64::MAX), json!(u64::MAX)),
        ("byte", json!("dHJpYnVuYWw="), json!("%%%")),
    ];
    for version in ["3.0.3", "3.1.0"] {
        for (format, good, bad) in &table {
            let schema = format!("{{X: {{format: {format}}}}}");
            judge(
                Direction::Request,
                &[(version, &schema, std::slice::from_ref(good), std::slice::from_ref(bad))],
            );
        }
        judge(
            Direction::Request,
            &[(version, "{X: {type: string, format: of-our-own}}", &[json!("a")], &[])],
        );
    }
}

#[test]
fn keywords_count_where_their_version_has_them() {
    judge(
        Direction::Request,
        &[
            ("3.0.3", "{X: {const: 1}}", &[json!(2)], &[]),
            ("3.1.0", "{X: {const: 1}}", &[json!(1)], &[json!(2)]),
            (
                "3.0.3",
                "{X: {$ref: '#/components/schemas/Y', maximum: 5}, Y: {type: integer}}",
                &[json!(9)],
                &[json!("a")],
            ),
            (
                "3.1.0",
                "{X: {$ref: '#/components/schemas/Y', maximum: 5}, Y: {type: integer}}",
                &[json!(5)],
                &[json!(9)],
            ),
            (
                "3.1.0",
                "{X: {prefixItems: [{type: integer}], items: false}}",
                &[json!([1])],
                &[json!([1, 2]), json!(["a"])],
            ),
            (
                "3.1.0",
                "{X: {allOf: [{$ref: '#/components/schemas/Y'}], unevaluatedProperties: false}, Y: {properties: {a: {type: integer}}}}",
                &[json!({"a": 1})],
                &[json!({"b": 1})],
            ),
            (
                "3.1.0",
                "{X: {$defs: {In: {type: integer}}, $ref: '#/components/schemas/X/$defs/In'}}",
                &[json!(1)],
                &[json!("a")],
            ),
            ("3.1.0", "{X: false}", &[], &[json!(1)]),
            ("3.0.3", "{X: {example: {a: 1}, type: integer, x-enum: [1]}}", &[json!(5)], &[]),
        ],
    );
}

#[test]
fn a_violation_names_value_keyword_and_place_in_the_document() {
    let schemas = "{X: {type: array, items: {$ref: '#/components/schemas/Pet'}}, Pet: {type: object, required: [name], properties: {age: {type: integer, nullable: true}}, additionalProperties: false}}";
    let violations =
        validator("3.0.3", schemas, Direction::Response).violations(&json!([{"age": "old", "a/b": 1}]));
    let mut told: Vec<_> = violations
        .iter()
        .map(|v| format!("{} | {} | {} | {}", v.instance, v.schema, v.keyword, v.message))
        .collect();
    told.sort();
    golden("violations", &told.join("\n"));
}

#[test]
fn what_is_no_schema_is_an_error_with_its_place() {
    let table = [
        ("{X: {type: strin}}", "/components/schemas/X/type"),
        ("{X: {properties: {a: {pattern: '['}}}}", "/components/schemas/X/properties/a/pattern"),
        (
            "{X: {$ref: '#/components/schemas/Y'}, Y: {items: {minLength: many}}}",
            "/components/schemas/Y/items/minLength",
        ),
        ("{X: {$ref: '#/components/schemas/Nobody'}}", "/components/schemas/X/$ref"),
        ("{X: 5}", "/components/schemas/X"),
        ("{Y: {}}", "/components/schemas"),
    ];
    for (schemas, place) in table {
        let error = compiled("3.0.3", schemas, Direction::Request).expect_err(schemas);
        let position = error.position().unwrap();
        assert_eq!(position.pointer.as_str(), place, "{schemas}: {error}");
        assert_eq!(position.line, 4, "{error}");
    }
}

#[test]
fn keywords_beside_a_reference_count_however_the_schema_is_reached() {
    let schemas = "{X: {$ref: '#/components/schemas/Y'}, Y: {$ref: '#/components/schemas/Z', maximum: 5}, Z: {type: integer}}";
    judge(Direction::Response, &[("3.1.0", schemas, &[json!(5)], &[json!(6), json!("a")])]);
}

#[test]
fn schemas_go_by_the_names_they_give_themselves() {
    let named = "{X: {$ref: 'https://example.com/pets/cat#name'}, Cat: {$id: 'https://example.com/pets/cat', $defs: {n: {$anchor: name, type: string}}, properties: {next: {$ref: '#/$defs/n'}}}}";
    let relative = "{X: {$ref: '#/components/schemas/Cat'}, Cat: {$id: 'https://example.com/pets/cat', properties: {dog: {$ref: dog}}}, Dog: {$id: 'https://example.com/pets/dog', type: integer}}";
    // Strictly the reference begins at the `$id`, where nothing of that name is; everybody means the document.
    let lenient =
        "{X: {$id: 'https://example.com/x', items: {$ref: '#/components/schemas/Y'}}, Y: {type: integer}}";
    judge(
        Direction::Response,
        &[
            ("3.1.0", named, &[json!("Tom")], &[json!(1)]),
            ("3.1.0", relative, &[json!({"dog": 1})], &[json!({"dog": "Rex"})]),
            ("3.1.0", lenient, &[json!([1])], &[json!(["a"])]),
        ],
    );
}

#[test]
fn a_schema_that_names_its_dialect_gets_it() {
    let draft_4 = "{X: {$schema: 'http://json-schema.org/draft-04/schema#', type: object, properties: {a: {type: number, minimum: 1, exclusiveMinimum: true}, b: {type: array, items: [{type: integer}], additionalItems: false}}, dependencies: {a: [b]}}}";
    let formats = "{X: {$schema: 'https://json-schema.org/draft/2020-12/schema', format: date}}";
    judge(
        Direction::Response,
        &[
            (
                "3.1.0",
                draft_4,
                &[json!({"b": [1]}), json!({"a": 2, "b": []})],
                &[json!({"a": 1, "b": []}), json!({"b": [1, 2]}), json!({"a": 2})],
            ),
            ("3.1.0", formats, &[json!("today")], &[]),
            ("3.1.0", "{X: {format: date}}", &[json!("2024-01-01")], &[json!("today")]),
        ],
    );
}

#[test]
fn since_3_2_a_discriminator_may_have_a_branch_for_all_others() {
    let schemas = "{X: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Other'}], discriminator: {propertyName: kind, defaultMapping: Other}}, Cat: {type: object, required: [lives]}, Other: {type: object, required: [note]}}";
    judge(
        Direction::Response,
        &[(
            "3.2.0",
            schemas,
            &[json!({"kind": "Cat", "lives": 9}), json!({"note": "x"}), json!({"kind": "Cow", "note": "x"})],
            &[json!({"kind": "Cat", "note": "x"}), json!({"kind": "Cow"}), json!({})],
        )],
    );
}
