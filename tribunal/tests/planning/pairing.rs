//! Examples pair by name; what has no twin; what no request of the document provokes.

use serde_json::json;
use tribunal::plan::ExpectedBody;

use crate::{ids, plan, transaction};

const REGISTER: &str = "
paths:
  /users:
    post:
      operationId: register
      requestBody:
        required: true
        content:
          application/json:
            examples:
              created: {value: {name: alice}}
              duplicate: {value: {name: admin}}
              invalid: {value: {name: 5}}
      responses:
        '201':
          description: x
          headers: {Location: {schema: {type: string}, examples: {created: {value: /users/4}}}}
          content: {application/json: {examples: {created: {value: {id: 4}, x-volatile: [/id, /items/*/at]}}}}
        '400': {description: x, content: {application/json: {examples: {invalid: {value: {code: 400}}}}}}
        '409': {description: x, content: {application/json: {examples: {duplicate: {value: {code: 409}}}}}}
        '429': {description: x, content: {application/json: {examples: {too_many_requests: {value: {code: 429}}}}}}
        '422': {description: x, content: {application/json: {examples: {strange: {value: {code: 422}}}}}}
        4XX: {description: x}
        default: {description: x}
";

#[test]
fn a_response_example_gets_the_request_example_of_its_name() {
    let plan = plan(REGISTER);
    let sent = |id: &str| transaction(&plan, id).request.body.to_json().unwrap();
    assert_eq!(sent("register/201/created"), json!({"name": "alice"}));
    assert_eq!(sent("register/409/duplicate"), json!({"name": "admin"}));
    assert_eq!(sent("register/400/invalid"), json!({"name": 5}));
    let created = transaction(&plan, "register/201/created");
    assert_eq!(created.expected.body, ExpectedBody::Json(json!({"id": 4})));
    assert_eq!(created.expected.volatile, ["/id", "/items/*/at"]);
    assert_eq!(created.expected.headers[0].example.as_deref(), Some("/users/4"));
    assert_eq!(created.request.headers.get("content-type"), Some("application/json"));
    assert_eq!(created.request.headers.get("accept"), Some("application/json"));
    assert_eq!(created.position.line, 20);
}

#[test]
fn a_request_that_breaks_the_schema_may_stand_as_x_invalid_value() {
    let plan =
        plan(&REGISTER.replace("invalid: {value: {name: 5}}", "invalid: {x-invalid-value: {name: 5}}"));
    let invalid = transaction(&plan, "register/400/invalid");
    assert_eq!((invalid.skip.as_ref(), invalid.request.body.to_json()), (None, Some(json!({"name": 5}))));
}

#[test]
fn default_and_4xx_are_no_transactions_of_their_own() {
    assert_eq!(
        ids(&plan(REGISTER)),
        [
            "register/201/created",
            "register/400/invalid",
            "register/409/duplicate",
            "register/429/too_many_requests",
            "register/422/strange",
        ]
    );
}

#[test]
fn the_only_response_of_an_operation_is_what_its_request_gives() {
    let document = "
paths:
  /old:
    get: {operationId: gone, responses: {'410': {description: x}}}
    put: {operationId: either, responses: {'410': {description: x}, 2XX: {description: x}}}
";
    let plan = plan(document);
    assert_eq!(transaction(&plan, "gone/410").skip, None);
    assert!(
        transaction(&plan, "either/410").skip.as_ref().unwrap().contains("no request example provokes 410")
    );
}

#[test]
fn what_no_request_provokes_is_skipped_with_the_reason() {
    let plan = plan(REGISTER);
    let reason = |id: &str| transaction(&plan, id).skip.clone();
    assert_eq!(
        reason("register/429/too_many_requests").unwrap(),
        "no request of the document provokes 429; a hook can"
    );
    assert_eq!(
        reason("register/422/strange").unwrap(),
        "no request example provokes 422 (without one the answer should be 201): give a request example the response example's name"
    );
    assert_eq!(reason("register/409/duplicate"), None);
}

#[test]
fn a_parameter_example_counts_for_its_pair_only() {
    let plan = plan("
paths:
  /users/{id}:
    get:
      operationId: users
      parameters:
      - {name: id, in: path, required: true, schema: {type: integer}, examples: {missing: {value: 999}, alice: {value: 2}}}
      - {name: limit, in: query, schema: {type: integer}, examples: {page: {value: 2}}}
      responses:
        '200': {description: x, content: {application/json: {examples: {alice: {value: {}}, page: {value: {}}}}}}
        '404': {description: x, content: {application/json: {examples: {missing: {value: {}}}}}}
        '403': {description: x, content: {application/json: {examples: {forbidden: {value: {}, x-actor: bob}}}}}
");
    let uri = |id: &str| transaction(&plan, id).request.uri.as_str();
    assert_eq!(uri("users/200/alice"), "/users/2");
    assert_eq!(uri("users/200/page"), "/users/2?limit=2");
    assert_eq!(uri("users/404/missing"), "/users/999");
    assert_eq!(uri("users/403/forbidden"), "/users/2");
}

#[test]
fn a_response_without_a_twin_gets_the_default_request() {
    let plan = plan("
paths:
  /pets:
    get:
      operationId: pets
      responses:
        '200': {description: x, content: {application/json: {example: [], examples: {some: {value: [1]}, none: {value: []}}}}}
        '204': {description: x}
        '500': {description: x}
  /old:
    get:
      operationId: old
      responses:
        '301': {description: x, headers: {Location: {required: true, schema: {type: string}}}}
        '404': {description: x}
");
    let skipped: Vec<_> =
        plan.transactions.iter().filter(|t| t.skip.is_some()).map(|t| t.id.as_str()).collect();
    assert_eq!(ids(&plan), ["pets/200/some", "pets/200/none", "pets/204", "pets/500", "old/301", "old/404"]);
    assert_eq!(skipped, ["pets/204", "pets/500", "old/404"]);
    let old = transaction(&plan, "old/301");
    assert_eq!((old.expected.content_type.as_deref(), old.request.headers.get("accept")), (None, None));
    assert!(old.expected.headers[0].required);
}

#[test]
fn a_response_without_content_pairs_through_its_headers() {
    let plan = plan("
paths:
  /pets/{id}:
    get:
      operationId: pet
      parameters:
      - {name: id, in: path, required: true, example: 1, schema: {type: integer}}
      - {name: If-None-Match, in: header, schema: {type: string}, examples: {unchanged: {value: '\"a\"'}}}
      responses:
        '200': {description: x, content: {application/json: {example: {}}}}
        '304': {description: x, headers: {ETag: {schema: {type: string}, examples: {unchanged: {value: '\"a\"'}}}}}
");
    let unchanged = transaction(&plan, "pet/304/unchanged");
    assert_eq!(unchanged.skip, None);
    assert_eq!(unchanged.request.headers.get("if-none-match"), Some("\"a\""));
    assert_eq!(transaction(&plan, "pet/200").request.headers.get("if-none-match"), None);
}

#[test]
fn media_types_of_a_response_are_transactions_of_their_own() {
    let plan = plan(
        "
paths:
  /users:
    get:
      operationId: users
      responses:
        '200':
          description: x
          content:
            application/json; charset=utf-8: {examples: {all: {value: []}}}
            text/html: {examples: {all: {value: <ul></ul>}, empty: {value: <p>none</p>}}}
    post:
      operationId: add
      requestBody:
        content:
          application/json: {examples: {added: {value: {name: a}}}}
          application/x-www-form-urlencoded: {examples: {page: {value: {name: a}}, added: {value: {name: b}}}}
      responses:
        '200': {description: x, content: {text/html: {examples: {page: {value: <p>a</p>}}}}}
        '201': {description: x, content: {application/json: {examples: {added: {value: {}}}}}}
",
    );
    assert_eq!(
        ids(&plan),
        [
            "users/200/all",
            "users/200/all (text/html)",
            "users/200/empty",
            "add/200/page",
            "add/201/added",
            "add/201/added (application/json)",
        ]
    );
    let accept = |index: usize| plan.transactions[index].request.headers.get("accept");
    assert_eq!(accept(0), Some("application/json"));
    assert_eq!(accept(1), Some("text/html"));
    assert_eq!(plan.transactions[1].expected.body, ExpectedBody::Text("<ul></ul>".to_owned()));
    assert_eq!(plan.transactions[3].request.body.text(), Some("name=a"));
    assert_eq!(plan.transactions[4].request.body.text(), Some("{\"name\":\"a\"}"));
    assert_eq!(plan.transactions[5].request.body.text(), Some("name=b"));
}

#[test]
fn parameters_of_the_path_item_are_those_of_its_operations() {
    let plan = plan(
        "
paths:
  /pets/{id}:
    parameters:
    - {name: id, in: path, required: true, example: 1}
    - {name: lang, in: query, example: en}
    get: {operationId: read, responses: {'200': {description: x}}}
    delete:
      operationId: drop
      parameters: [{name: lang, in: query, example: de}, {name: id, in: query, example: 3}]
      responses: {'204': {description: x}}
",
    );
    assert_eq!(transaction(&plan, "read/200").request.uri, "/pets/1?lang=en");
    assert_eq!(transaction(&plan, "drop/204").request.uri, "/pets/1?lang=de&id=3");
}
