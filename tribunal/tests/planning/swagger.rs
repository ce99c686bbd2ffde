//! Swagger 2.0: the same plan as of OpenAPI 3, and every place in the document as it was written.

use std::sync::Arc;

use tribunal::{
    document::{Direction, Document, Pointer},
    plan::{Plan, PlanOptions, SchemaRef, code},
};

use crate::{ids, transaction};

#[track_caller]
fn plan(text: &str) -> Plan {
    let text = format!("swagger: '2.0'\ninfo: {{title: Shop, version: '1'}}\n{text}");
    let document = Document::parse("api.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    Plan::of(Arc::new(document), &PlanOptions::default())
}

#[test]
fn paths_begin_with_the_base_path_and_names_are_dredds() {
    let plan = plan(
        "
basePath: /v1/
host: api.example.com
schemes: [https]
produces: [application/xml, application/json]
paths:
  /pets:
    x-summary: Pets
    get: {tags: [animals], summary: List pets, responses: {200: {description: x, schema: {type: array}}, 404: {description: x}}}
    post: {responses: {201: {description: x, examples: {text/plain: hi, application/json: {a: 1}}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, type: string, required: true, x-example: q}, {name: fields, in: query, type: string}]
    get: {tags: [animals, others], produces: [text/html], responses: {200: {description: x, schema: {type: string}}}}
  /health:
    get: {responses: {204: {description: x}}}
",
    );
    let names: Vec<_> = plan.transactions.iter().map(|transaction| transaction.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "animals > Pets > List pets > 200 > application/json",
            "animals > Pets > List pets > 404 > application/json",
            "animals > Pets > POST > 201 > text/plain",
            "animals > Pets > POST > 201 > application/json",
            "animals > /v1/pets/{id}{?fields} > GET > 200",
            "/v1/health > GET > 204 > application/json",
        ]
    );
    let first = &plan.transactions[0];
    assert_eq!(first.request.uri, "/v1/pets");
    assert_eq!(first.position.pointer.as_str(), "/paths/~1pets/get/responses/200");
    assert_eq!(first.origin.resource_group_name, "animals");
    let read = &plan.transactions[4];
    assert_eq!(
        (read.request.uri.as_str(), read.expected.content_type.as_deref()),
        ("/v1/pets/q", Some("text/html"))
    );
    assert_eq!(plan.transactions[5].expected.content_type, None);
}

#[test]
fn lists_are_written_by_their_collection_format() {
    let table = [
        ("query", "", "/a?p=x,y%20z"),
        ("query", "collectionFormat: csv, ", "/a?p=x,y%20z"),
        ("query", "collectionFormat: ssv, ", "/a?p=x%20y%20z"),
        ("query", "collectionFormat: tsv, ", "/a?p=x%09y%20z"),
        ("query", "collectionFormat: pipes, ", "/a?p=x%7Cy%20z"),
        ("query", "collectionFormat: multi, ", "/a?p=x&p=y%20z"),
        ("header", "collectionFormat: pipes, ", "x|y z"),
        ("header", "", "x,y z"),
    ];
    for (place, format, expected) in table {
        let plan = plan(&format!(
            "paths: {{/a: {{get: {{operationId: op, parameters: [{{name: p, in: {place}, type: array, {format}items: {{type: string}}, x-example: [x, y z]}}], responses: {{200: {{description: x}}}}}}}}}}"
        ));
        let request = &transaction(&plan, "op/200").request;
        let sent = if place == "header" { request.headers.get("p").unwrap() } else { &request.uri };
        assert_eq!(sent, expected, "{place} {format}");
    }
}

#[test]
fn bodies_and_forms_are_written_in_what_the_operation_consumes() {
    let plan = plan(
        "
consumes: [application/xml, application/json]
paths:
  /pets:
    parameters: [{$ref: '#/parameters/Pet'}]
    post: {operationId: add, responses: {201: {description: x}}}
    put:
      operationId: form
      parameters:
      - {name: pet, in: body, schema: {type: object}}
      responses: {201: {description: x}}
  /forms:
    post:
      operationId: urlencoded
      parameters:
      - {name: name, in: formData, type: string, required: true, x-example: a b}
      - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: multi, x-example: [x, y]}
      responses: {201: {description: x}}
    put:
      operationId: upload
      consumes: [multipart/form-data]
      parameters:
      - {name: file, in: formData, type: file, required: true}
      - {name: kind, in: formData, type: string, required: true, enum: [cat]}
      responses: {201: {description: x}}
parameters:
  Pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
definitions:
  Pet: {type: object, required: [name], properties: {name: {type: string, example: Rex}}}
",
    );
    let request = |id: &str| &transaction(&plan, id).request;
    assert_eq!(request("add/201").body.text(), Some(r#"{"name":"Rex"}"#));
    assert_eq!(request("add/201").headers.get("content-type"), Some("application/json"));
    assert_eq!(request("form/201").body.text(), Some("{}"));
    assert_eq!(request("urlencoded/201").body.text(), Some("name=a%20b&tags=x&tags=y"));
    assert_eq!(
        request("urlencoded/201").headers.get("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    let upload = request("upload/201");
    let text = upload.body.text().unwrap();
    assert!(
        text.contains("name=\"file\"; filename=\"file\"\r\nContent-Type: application/octet-stream"),
        "{text}"
    );
    assert!(text.contains("name=\"kind\"\r\n\r\ncat\r\n"), "{text}");
}

#[test]
fn defects_stand_where_they_were_written() {
    let plan = plan(
        "
paths:
  /pets/{id}:
    get:
      operationId: read
      parameters:
      - {name: id, in: path, required: true, type: integer, x-example: one}
      - {name: pet, in: body, schema: {$ref: '#/definitions/Nobody'}}
      responses:
        200:
          description: x
          headers: {X-Count: {type: integer, x-example: many}}
          schema: {$ref: '#/definitions/Pet'}
          examples:
            application/json: {name: 5, born: null}
        404: {$ref: '#/responses/Nowhere'}
definitions:
  Pet:
    type: object
    properties:
      name: {type: string}
      born: {type: string, format: date, x-nullable: true}
",
    );
    let told: Vec<_> = plan
        .defects
        .iter()
        .map(|defect| (defect.code, defect.position.line, defect.position.pointer.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (code::EXAMPLE_INVALID, 9, "/paths/~1pets~1{id}/get/parameters/0/x-example"),
            (code::REFERENCE, 10, "/paths/~1pets~1{id}/get/parameters/1/schema/$ref"),
            (code::EXAMPLE_INVALID, 14, "/paths/~1pets~1{id}/get/responses/200/headers/X-Count/x-example"),
            (
                code::EXAMPLE_INVALID,
                17,
                "/paths/~1pets~1{id}/get/responses/200/examples/application~1json/name"
            ),
            (code::REFERENCE, 18, "/paths/~1pets~1{id}/get/responses/404/$ref"),
        ]
    );
    let position = &transaction(&plan, "read/200").position;
    let node = plan.document.node_at(position).unwrap();
    assert_eq!(node.value, &serde_json::json!({"name": 5, "born": null}));
    assert_eq!(plan.document.position(&node.pointer), *position);
}

#[test]
fn the_dialect_has_x_nullable_and_flags_for_bounds_and_no_one_of() {
    let document = "swagger: '2.0'\ninfo: {}\npaths: {}\ndefinitions: {X: {minimum: 1, exclusiveMinimum: true, type: number, x-nullable: true, oneOf: [{type: string}]}}\n";
    let document = Document::parse("api.yaml", document).unwrap();
    let schema = SchemaRef { pointer: Pointer::parse("/definitions/X") };
    let validator = document.validator(&schema, Direction::Response).unwrap();
    for (value, accepted) in [("null", true), ("2", true), ("1", false), ("\"a\"", false)] {
        assert_eq!(validator.accepts(&serde_json::from_str(value).unwrap()), accepted, "{value}");
    }
}

#[test]
fn parts_in_other_files_keep_their_places_and_their_references() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    write(
        "more/pets.yaml",
        "pets:\n  post:\n    operationId: add\n    parameters:\n    - {name: pet, in: body, schema: {$ref: '#/Pet'}}\n    responses:\n      '201': {description: x, schema: {$ref: '#/Pet'}, examples: {application/json: {name: 1}}}\nPet: {type: object, required: [name], properties: {name: {type: string}}}\n",
    );
    let main = "swagger: '2.0'\ninfo: {title: Shop, version: '1'}\nbasePath: /v1\npaths:\n  /pets: {$ref: 'more/pets.yaml#/pets'}\n";
    let document = Document::load(&write("api.yaml", main)).unwrap();
    let plan = Plan::of(Arc::new(document), &PlanOptions::default());
    assert_eq!(ids(&plan), ["add/201"]);
    assert_eq!(transaction(&plan, "add/201").request.body.text(), Some(r#"{"name":"string"}"#));
    assert_eq!(plan.defects.len(), 1, "{:?}", plan.defects);
    let place = &plan.defects[0].position;
    assert!(place.file.ends_with("more/pets.yaml"), "{place}");
    assert_eq!(place.pointer.as_str(), "/pets/post/responses/201/examples/application~1json/name");
}

#[test]
fn credentials_of_security_definitions_are_left_out_of_a_401() {
    let plan = plan(
        "
securityDefinitions: {key: {type: apiKey, in: header, name: X-Key}, login: {type: basic}}
security: [{key: []}, {login: []}]
paths:
  /a: {get: {operationId: a, parameters: [{name: X-Key, in: header, type: string, required: true, x-example: s}], responses: {200: {description: x}, 401: {description: x}}}}
",
    );
    assert_eq!(transaction(&plan, "a/401").request.headers.get("x-key"), None);
    assert_eq!(transaction(&plan, "a/200").request.headers.get("x-key"), Some("s"));
    assert_eq!(transaction(&plan, "a/200").credentials, ["X-Key", "Authorization"]);
}

#[test]
fn parts_of_the_wrong_shape_never_stop_the_plan() {
    let shapes = ["null", "1", "text", "[]", "[1]", "{}", "{a: 1}", "true", "{$ref: 5}", "{$ref: '#/a'}"];
    let holes = [
        "paths: HOLE",
        "basePath: HOLE\npaths: {/a: {get: {responses: {200: {}}}}}",
        "paths: {/a: HOLE}",
        "paths: {/a: {get: HOLE}}",
        "paths: {/a: {x-summary: HOLE, parameters: HOLE, get: {tags: HOLE, responses: {200: {}}}}}",
        "paths: {/a: {get: {parameters: [HOLE], responses: {200: {}}}}}",
        "paths: {/a: {get: {consumes: HOLE, produces: HOLE, responses: {200: {schema: {}}}}}}",
        "paths: {/a: {get: {parameters: [{name: x, in: query, type: HOLE, items: HOLE, x-example: HOLE, x-examples: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {post: {parameters: [{name: x, in: body, schema: HOLE, x-examples: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {post: {parameters: [{name: HOLE, in: formData, type: HOLE}], responses: {200: {}}}}}",
        "paths: {/a: {get: {responses: HOLE}}}",
        "paths: {/a: {get: {responses: {200: HOLE}}}}",
        "paths: {/a: {get: {responses: {200: {schema: HOLE, headers: HOLE, examples: HOLE}}}}}",
        "paths: {/a: {get: {responses: {200: {headers: {X: HOLE}, examples: {application/json: HOLE}}}}}}",
        "securityDefinitions: HOLE\nsecurity: [{a: []}]\npaths: {/a: {get: {responses: {200: {}}}}}",
    ];
    for hole in holes {
        for shape in shapes {
            let plan = plan(&hole.replace("HOLE", shape));
            assert!(plan.transactions.len() <= 1, "{hole} {shape}");
        }
    }
}
