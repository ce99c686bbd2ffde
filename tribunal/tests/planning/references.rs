//! `$ref`: inside the document, into other files of its folder, and everywhere it may not lead.

use std::{fs, path::Path, sync::Arc};

use tribunal::{
    document::{Direction, Document, Pointer},
    plan::{Plan, PlanOptions, SchemaRef, code},
};

use crate::{ids, plan, transaction};

fn write(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn loaded(location: &str) -> Plan {
    Plan::of(Arc::new(Document::load(location).unwrap()), &PlanOptions::default())
}

#[test]
fn parts_of_other_files_of_the_folder_belong_to_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let main = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets/{id}: {$ref: 'paths/pet.yaml'}\ncomponents: {schemas: {Id: {type: integer, example: 7}}}\n";
    let pet = "get:\n  operationId: readPet\n  parameters:\n  - {name: id, in: path, required: true, schema: {$ref: '../openapi.yaml#/components/schemas/Id'}}\n  responses:\n    '200': {$ref: '../shared%20parts/responses.json#/Pet'}\n";
    let responses = r#"{"Pet": {"description": "a pet", "content": {"application/json": {"schema": {"$ref": "pet.yaml#/Pet"}, "example": {"name": 1}}}}}"#;
    let schema =
        "Pet:\n  type: object\n  properties:\n    name: {type: string}\n    parent: {$ref: '#/Pet'}\n";
    let location = write(folder.path(), "openapi.yaml", main);
    write(folder.path(), "paths/pet.yaml", pet);
    write(folder.path(), "shared parts/responses.json", responses);
    write(folder.path(), "shared parts/pet.yaml", schema);

    let plan = loaded(&location);
    let read = transaction(&plan, "readPet/200");
    assert_eq!(read.request.uri, "/pets/7");
    assert!(read.position.file.ends_with("shared parts/responses.json"), "{}", read.position);
    assert_eq!(plan.defects.len(), 1, "{:?}", plan.defects);
    assert_eq!(plan.defects[0].code, code::EXAMPLE_INVALID);
    assert!(plan.defects[0].message.contains("`/name`"), "{}", plan.defects[0].message);
    assert!(plan.defects[0].message.contains("shared parts/pet.yaml"), "{}", plan.defects[0].message);

    let schema = SchemaRef { pointer: Pointer::in_file("shared parts/pet.yaml", "/Pet") };
    let validator = plan.document.validator(&schema, Direction::Response).unwrap();
    let violations = validator.violations(&serde_json::json!({"parent": {"name": 1}}));
    assert_eq!(violations[0].schema.as_str(), "shared parts/pet.yaml#/Pet/properties/name/type");
    assert_eq!(violations[0].instance.as_str(), "/parent/name");
}

#[test]
fn references_that_may_not_be_followed_are_defects_and_the_rest_is_planned() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("api");
    fs::create_dir_all(&folder).unwrap();
    write(outside.path(), "secret.yaml", "type: string\n");
    write(&folder, "broken.yaml", "a: [\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("secret.yaml"), folder.join("link.yaml")).unwrap();
    let table = [
        ("../secret.yaml", "lies outside the document's folder"),
        ("link.yaml", "lies outside the document's folder"),
        ("..%2Fsecret.yaml", "lies outside the document's folder"),
        ("a/../../secret.yaml", "lies outside the document's folder"),
        ("/etc/passwd", "absolute path"),
        ("file:///etc/passwd", "is elsewhere"),
        ("https://example.com/a.yaml#/A", "is elsewhere"),
        ("//example.com/a.yaml", "is elsewhere"),
        ("urn:example:a", "is elsewhere"),
        ("nothing.yaml", "cannot read `nothing.yaml`"),
        ("broken.yaml", "broken.yaml:"),
        ("#/components/schemas/Nobody", "leads nowhere"),
        ("#Nobody", "not a JSON pointer"),
        ("#/paths/~1a/get/responses/200", "leads back to itself"),
    ];
    for (reference, reason) in table {
        let text = format!(
            "openapi: 3.0.3\ninfo: {{title: x, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {{$ref: '{reference}'}}\n        '204': {{description: x}}\n"
        );
        let plan = loaded(&write(&folder, "openapi.yaml", &text));
        assert_eq!(ids(&plan), ["GET /a/204"], "{reference}");
        let defect = plan.defects.first().unwrap_or_else(|| panic!("{reference}"));
        assert_eq!(
            (defect.code, defect.position.line),
            (code::REFERENCE, 7),
            "{reference}: {}",
            defect.message
        );
        assert!(defect.message.contains(reason), "{reference}: {}", defect.message);
        assert!(defect.message.contains(reference), "{reference}: {}", defect.message);
    }
}

#[test]
fn a_document_given_as_text_has_no_other_files() {
    let plan = plan("paths: {/a: {get: {responses: {200: {$ref: 'other.yaml#/A'}}}}}");
    assert!(plan.defects[0].message.contains("other files are not read"), "{}", plan.defects[0].message);
}

#[test]
fn schemas_that_contain_themselves_are_harmless() {
    for version in ["3.0.3", "3.1.0"] {
        let plan = crate::plan_of(
            version,
            "
paths:
  /trees:
    post:
      operationId: plant
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
      responses: {'201': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}, example: {children: [{children: 1}]}}}}}
  /loops:
    post:
      operationId: loop
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Endless'}}}}
      responses: {'201': {description: x}}
components:
  schemas:
    Tree: {type: object, required: [children], properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}
    Endless: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Endless'}}}
    Alone: {$ref: '#/components/schemas/Alone'}
    Both: {allOf: [{$ref: '#/components/schemas/Both'}]}
",
        );
        assert!(transaction(&plan, "plant/201").skip.is_none());
        let endless = transaction(&plan, "loop/201").skip.clone().unwrap();
        assert!(endless.contains("the required application/json body has no value"), "{endless}");
        assert!(
            plan.defects
                .iter()
                .any(|d| d.code == code::EXAMPLE_INVALID && d.message.contains("/children/0/children"))
        );
        for name in ["Alone", "Both"] {
            let schema = SchemaRef { pointer: Pointer::parse(format!("/components/schemas/{name}")) };
            if let Ok(validator) = plan.document.validator(&schema, Direction::Request) {
                validator.violations(&serde_json::json!({"a": 1}));
            }
        }
    }
}
