//! What `tribunal plan` and `tribunal lint` show.

use std::process::{Command, Output};

use tribunal::report::{
    console::{Style, render_defects, render_plan},
    planned,
};

use crate::{golden, plan};

const USERS: &str = "
security: [{token: []}]
paths:
  /users/{id}:
    get:
      operationId: readUser
      summary: Read a user
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}, examples: {alice: {value: 2}, missing: {value: 999}}}
      responses:
        '200': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/User'}, examples: {alice: {value: {name: 5}}}}}}
        '401': {description: x, content: {application/json: {examples: {missing_header: {value: {}}}}}}
        '404': {description: x, content: {application/json: {examples: {missing: {value: {}, x-actor: bob}}}}}
        '503': {description: x, content: {application/json: {examples: {unavailable: {value: {}}}}}}
  /users:
    post:
      operationId: addUser
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses: {'201': {description: x, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas: {User: {type: object, required: [name], properties: {name: {type: string}}}}
";

#[test]
fn a_plan_is_a_table_for_people() {
    golden("plan_text", &render_plan(&plan(USERS), Style::Plain));
}

#[test]
fn a_plan_is_json_for_programs() {
    golden("plan_json", &format!("{:#}", planned::plan(&plan(USERS))));
}

#[test]
fn defects_point_at_the_line() {
    let plan = plan(USERS);
    golden("lint_text", &render_defects(&plan.document, &plan.defects, Style::Plain));
    golden("lint_json", &format!("{:#}", planned::defects(&plan.defects)));
}

fn tribunal(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tribunal")).args(arguments).output().unwrap()
}

#[test]
fn exit_codes_are_0_without_defects_1_with_and_2_for_a_wrong_document() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let head = "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\n";
    let good = write(
        "good.yaml",
        &format!("{head}paths: {{/a: {{get: {{responses: {{'204': {{description: x}}}}}}}}}}\n"),
    );
    let defective = write("defective.yaml", &format!("{head}{USERS}"));
    let broken = write("broken.yaml", "openapi: 3.0.3\nopenapi: 3.0.3\n");

    let lint = |path: &str| tribunal(&["lint", path]).status.code();
    assert_eq!(
        (lint(&good), lint(&defective), lint(&broken), lint("nothing.yaml")),
        (Some(0), Some(1), Some(2), Some(2))
    );

    let refused = tribunal(&["plan", &broken]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&refused.stdout), "");
    assert_eq!(
        String::from_utf8_lossy(&refused.stderr),
        format!("tribunal: {broken}:2:1: duplicate key \"openapi\"\n")
    );

    let names = tribunal(&["plan", &defective, "--names", "--only", "readUser/4*", "--order", "sorted"]);
    assert_eq!(
        String::from_utf8_lossy(&names.stdout),
        "/users/{id} > Read a user > 401 > application/json\n/users/{id} > Read a user > 404 > application/json\n"
    );
    let json = tribunal(&["plan", &defective, "--format", "json", "--method", "post"]);
    let rows: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(rows[0]["id"], "addUser/201");
    assert_eq!(rows.as_array().unwrap().len(), 1);
}
