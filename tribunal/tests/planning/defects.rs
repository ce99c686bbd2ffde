//! Documentation defects: each with code, place and what mends it.

use crate::{golden, plan, plan_of};

#[track_caller]
fn defects(paths: &str) -> String {
    let plan = plan(paths);
    let told = plan.defects.iter().map(|defect| {
        let operation =
            defect.operation.as_ref().map(tribunal::plan::OperationRef::label).unwrap_or_default();
        format!(
            "{} {} {}\n    [{operation}] {}\n",
            defect.position, defect.code, defect.position.pointer, defect.message
        )
    });
    told.collect::<Vec<_>>().concat()
}

#[test]
fn examples_that_break_their_schema() {
    golden("examples_that_break_their_schema", &defects("
paths:
  /pets:
    post:
      operationId: add
      parameters:
      - {name: limit, in: query, schema: {type: integer}, example: many}
      - {name: kind, in: query, schema: {type: string}, examples: {fails: {value: 5}, added: {value: 6}}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/Pet'}
            examples:
              added: {value: {name: 5}}
              fails: {value: {}}
          application/x-www-form-urlencoded:
            schema: {$ref: '#/components/schemas/Pet'}
            example: {age: old}
          application/xml:
            schema: {$ref: '#/components/schemas/Pet'}
            example: <pet/>
      responses:
        '201':
          description: x
          headers: {X-Count: {schema: {type: integer}, example: many}}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples: {added: {value: {age: 1}}}
        '400': {description: x, content: {application/json: {schema: {type: object}, examples: {fails: {value: []}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: {type: string}
        age: {type: integer}
"));
}

#[test]
fn values_and_examples_that_are_missing() {
    golden(
        "missing_values_and_examples",
        &defects(
            "
paths:
  /pets/{id}/{kind}:
    get:
      operationId: read
      parameters:
      - {name: id, in: path, required: true}
      responses:
        '200': {description: x, content: {application/json: {schema: {type: object}}, text/html: {}}}
        '404': {description: x, content: {application/json: {schema: {type: object}}}}
  /kinds/{kind}:
    get:
      operationId: kind
      responses: {'200': {description: x}}
  /all:
    get:
      operationId: all
      responses: {default: {description: x}}
    post:
      operationId: none
      responses: {}
",
        ),
    );
}

#[test]
fn pairs_that_cannot_be_reached() {
    golden(
        "pairs_that_cannot_be_reached",
        &defects(
            "
paths:
  /pets:
    post:
      operationId: add
      requestBody:
        content:
          application/json:
            examples:
              added: {value: 1}
              first: {value: 2}
              forgotten: {value: 3}
      responses:
        '201': {description: x, content: {application/json: {examples: {added: {value: 1}}}}}
        '409': {description: x, content: {application/json: {examples: {duplicate: {value: 1}}}}}
        '429': {description: x, content: {application/json: {examples: {flood: {value: 1}}}}}
        '503': {description: x, content: {application/json: {examples: {down: {value: 1}}}}}
",
        ),
    );
}

#[test]
fn repeated_operation_ids_wrong_references_and_shapes() {
    golden("repeated_ids_references_and_shapes", &defects("
security: [{nobody: []}]
paths:
  /a:
    get:
      operationId: same
      parameters: [{name: a}, {name: b, in: body}, {$ref: '#/components/parameters/Nobody'}]
      responses: {'200': {description: x}}
    post:
      operationId: same
      requestBody: {$ref: 'https://example.com/a.yaml'}
      responses: {'200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/Nobody'}, example: 1}}}}
  /b:
    get:
      operationId: same
      responses: {'200': {description: x, content: {application/json: {schema: {type: strange}, examples: {a: text}, example: 2}}}}
"));
}

#[test]
fn a_document_without_operations_has_a_defect_and_a_good_one_has_none() {
    assert!(defects("paths: {}").contains("no operation"));
    let good = plan_of(
        "3.1.0",
        "paths: {/a: {get: {operationId: a, responses: {'200': {description: x, content: {application/json: {schema: {type: integer}, example: 1}}}}}}}",
    );
    assert_eq!(good.defects, []);
}

#[test]
fn a_shared_component_is_judged_once() {
    let text = defects("
paths:
  /a: {get: {operationId: a, responses: {'200': {$ref: '#/components/responses/Bad'}}}}
  /b: {get: {operationId: b, responses: {'200': {$ref: '#/components/responses/Bad'}}}}
components: {responses: {Bad: {description: x, content: {application/json: {schema: {type: integer}, example: one}}}}}
");
    assert_eq!(text.matches("example-invalid").count(), 1, "{text}");
}
