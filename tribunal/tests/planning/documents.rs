//! Loading: JSON and YAML by content, versions, and every kind of malformed input.

use tribunal::document::{Document, OpenApiVersion, Pointer};

#[test]
fn json_and_yaml_are_told_apart_by_content_and_mean_the_same() {
    let json = r#"{"openapi": "3.1.0", "info": {"title": "Pets"}, "paths": {"/a": {"get": {"responses": {"200": {}}}}}}"#;
    let yaml =
        "openapi: 3.1.0\ninfo: {title: Pets}\npaths:\n  /a:\n    get:\n      responses:\n        200: {}\n";
    let (json, yaml) = (Document::parse("api", json).unwrap(), Document::parse("api", yaml).unwrap());
    assert_eq!(json.root(), yaml.root());
    assert_eq!((json.title(), json.version()), ("Pets", OpenApiVersion::V3_1));
}

#[test]
fn a_byte_order_mark_and_flow_style_yaml_are_read() {
    let document =
        Document::parse("api.yaml", "\u{feff}{openapi: 3.0.1, info: {title: Pets}, paths: {},}").unwrap();
    assert_eq!(document.version(), OpenApiVersion::V3_0);
}

#[test]
fn places_of_values_are_those_of_the_text() {
    let document =
        Document::parse("api.yaml", "openapi: 3.0.3\ninfo:\n  title: Pets\npaths:\n  /a: {}\n").unwrap();
    let position = document.position(&Pointer::parse("/paths/~1a"));
    assert_eq!((position.line, position.column), (5, 3));
    assert_eq!(position.to_string(), "api.yaml:5:3");
    assert_eq!(document.source_line(&position), Some("  /a: {}"));
    let nowhere = document.position(&Pointer::parse("/info/contact/name"));
    assert_eq!((nowhere.line, nowhere.pointer.as_str()), (2, "/info"));
}

#[test]
fn what_is_no_document_is_refused_with_place_and_reason() {
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    let blueprint = |name: &str| {
        format!(
            "{name}:1:1: an API Blueprint is not read: make an OpenAPI document of it, for example by `npx apib2swagger \
             --open-api-3 --yaml -i FILE.apib -o openapi.yaml`"
        )
    };
    let table = [
        ("api.json", "", "api.json:1:1: the document is empty"),
        ("api.json", "{\"openapi\": \"3.0.3\",}", "api.json:1:21: trailing comma"),
        ("api.json", "{\"openapi\": \"3.0.3\"", "api.json:1:19: EOF while parsing an object"),
        ("api.json", "{\"a\": 1, \"a\": 2}", "api.json:1:10: duplicate key \"a\""),
        ("api.yaml", "{\"a\": 1, \"a\": 2}", "api.yaml:1:10: duplicate key \"a\""),
        ("api.json", &deep, "api.json:1:128: recursion limit exceeded"),
        ("api.yaml", "a: 1\nb: 2\na: 3\n", "api.yaml:3:1: duplicate key \"a\""),
        ("api.yaml", "- a\n- b\n", "api.yaml:1:1: not an OpenAPI document: an object is expected"),
        (
            "api.yaml",
            "info: {}\n",
            "api.yaml:1:1: not an OpenAPI document: the field `openapi` with its version is missing",
        ),
        ("api.yaml", "openapi: 3.0\n", "api.yaml:1:1: `openapi` must be a string: write \"3.0.0\" in quotes"),
        ("api.yaml", "openapi: [3]\n", "api.yaml:1:1: `openapi` must be a string"),
        (
            "api.yaml",
            "openapi: 4.0.0\n",
            "api.yaml:1:1: unknown OpenAPI version `4.0.0`; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported",
        ),
        (
            "api.yaml",
            "swagger: '1.2'\n",
            "api.yaml:1:1: unknown Swagger version `1.2`; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported",
        ),
        (
            "api.yaml",
            "info: {}\nswagger: 3\n",
            "api.yaml:2:1: unknown Swagger version `3`; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are supported",
        ),
        (
            "readme.md",
            "# Title\n\nSome text: with a colon\n",
            "readme.md:3:1: not an OpenAPI document: the field `openapi` with its version is missing",
        ),
        ("api.apib", "# GET /dogs\n+ Response 200\n", &blueprint("api.apib")),
        ("api.md", "FORMAT: 1A\n\n# Dogs\n", &blueprint("api.md")),
    ];
    for (name, text, message) in table {
        let error = Document::parse(name, text).expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("binary"), [0xff, 0xfe, 0x00]).unwrap();
    let table = [
        ("nothing.yaml", "No such file or directory"),
        ("", "it is a folder"),
        ("binary", "it is not UTF-8 text"),
    ];
    for (name, reason) in table {
        let error = Document::load(&path(name)).unwrap_err().to_string();
        assert!(error.starts_with("cannot read `") && error.contains(reason), "{error}");
    }
}

#[test]
fn no_prefix_of_a_document_makes_the_engine_panic() {
    let text = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /a/{id}:\n    get:\n      parameters:\n      - {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}\n      responses:\n        '200': {description: x, content: {application/json: {example: {a: 1}}}}\ncomponents: {schemas: {Id: {type: integer, minimum: 3}}}\n";
    for end in 0..text.len() {
        if let Ok(document) = Document::parse("api.yaml", &text[..end]) {
            tribunal::plan::Plan::of(document.into(), &tribunal::plan::PlanOptions::default());
        }
    }
}

#[test]
fn a_document_whose_parts_have_the_wrong_shape_is_planned_without_them() {
    let shapes = ["null", "1", "text", "[]", "[1]", "{}", "{a: 1}", "true"];
    let holes = [
        "paths: HOLE",
        "paths: {/a: HOLE}",
        "paths: {/a: {get: HOLE}}",
        "paths: {/a: {parameters: HOLE, get: {responses: {200: {}}}}}",
        "paths: {/a: {get: {parameters: HOLE, responses: {200: {}}}}}",
        "paths: {/a: {get: {parameters: [{name: x, in: query, required: true, schema: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {get: {parameters: [{name: x, in: query, examples: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {get: {parameters: [{name: x, in: query, content: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {post: {requestBody: HOLE, responses: {200: {}}}}}",
        "paths: {/a: {post: {requestBody: {content: HOLE}, responses: {200: {}}}}}",
        "paths: {/a: {post: {requestBody: {content: {application/json: HOLE}}, responses: {200: {}}}}}",
        "paths: {/a: {post: {requestBody: {content: {application/json: {schema: HOLE}}}, responses: {200: {}}}}}",
        "paths: {/a: {post: {requestBody: {content: {multipart/form-data: {schema: {properties: HOLE}}}}, responses: {200: {}}}}}",
        "paths: {/a: {get: {responses: HOLE}}}",
        "paths: {/a: {get: {responses: {200: HOLE}}}}",
        "paths: {/a: {get: {responses: {200: {headers: HOLE}}}}}",
        "paths: {/a: {get: {responses: {200: {headers: {X: HOLE}}}}}}",
        "paths: {/a: {get: {responses: {200: {content: {application/json: {schema: HOLE, example: 1}}}}}}}",
        "paths: {/a: {get: {responses: {200: {content: {application/json: {examples: HOLE}}}}}}}",
        "paths: {/a: {get: {responses: {200: {content: {application/json: {examples: {a: HOLE}}}}}}}}",
        "paths: {/a: {get: {security: HOLE, responses: {200: {}}}}}",
        "paths: {/a: {get: {security: [HOLE], responses: {200: {}}}}}",
        "components: {schemas: {X: {properties: HOLE, required: HOLE, allOf: HOLE, discriminator: HOLE, enum: HOLE}}}\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/X'}}}}, responses: {200: {}}}}}",
        "components: {schemas: {X: {type: HOLE, items: HOLE, format: HOLE, pattern: HOLE, minLength: HOLE, minimum: HOLE}}}\npaths: {/a: {get: {parameters: [{name: x, in: query, required: true, schema: {$ref: '#/components/schemas/X'}}], responses: {200: {}}}}}",
    ];
    for version in ["3.0.3", "3.1.0", "3.2.0"] {
        for hole in holes {
            for shape in shapes {
                let plan = super::plan_of(version, &hole.replace("HOLE", shape));
                assert!(plan.transactions.len() <= 1, "{hole} {shape}");
            }
        }
    }
}
