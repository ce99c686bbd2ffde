//! What only some versions have: methods, places and examples of 3.2, callbacks and webhooks, servers.

use serde_json::json;

use tribunal::plan::code;

use crate::{ids, plan, plan_of, transaction};

#[test]
fn version_3_2_has_more_methods() {
    let paths = "
paths:
  /pets:
    query: {operationId: search, requestBody: {content: {application/json: {example: {name: Rex}}}}, responses: {'200': {description: x}}}
    additionalOperations:
      PURGE: {operationId: purge, responses: {'204': {description: x}}}
      'NOT A METHOD': {operationId: none, responses: {'204': {description: x}}}
";
    let plan = plan_of("3.2.0", paths);
    assert_eq!(ids(&plan), ["search/200", "purge/204"]);
    assert_eq!(transaction(&plan, "search/200").request.method, "QUERY");
    assert_eq!(transaction(&plan, "search/200").request.body.text(), Some(r#"{"name":"Rex"}"#));
    assert_eq!(transaction(&plan, "purge/204").request.method, "PURGE");
    assert_eq!(ids(&plan_of("3.1.0", paths)), [""; 0]);
}

#[test]
fn version_3_2_has_more_places_styles_and_examples() {
    let plan = plan_of(
        "3.2.0",
        "
paths:
  /form:
    get:
      operationId: form
      parameters:
      - {name: all, in: querystring, content: {application/x-www-form-urlencoded: {examples: {a: {dataValue: {a: 1, b: [x, y z]}}}}}}
      - {name: token, in: cookie, style: cookie, example: 'a+b/c='}
      responses: {'200': {description: x}}
  /json:
    get:
      operationId: json
      parameters:
      - {name: all, in: querystring, content: {application/json: {schema: {example: {a: 1}}}}}
      responses: {'200': {description: x, content: {text/plain: {examples: {a: {serializedValue: hello}}}}}}
  /media:
    post:
      operationId: media
      requestBody: {content: {application/json: {$ref: '#/components/mediaTypes/Pet'}}}
      responses: {'200': {description: x}}
components: {mediaTypes: {Pet: {example: {name: Rex}}}}
",
    );
    let form = &transaction(&plan, "form/200").request;
    assert_eq!(form.uri, "/form?a=1&b=x&b=y%20z");
    assert_eq!(form.headers.get("cookie"), Some("token=a+b/c="));
    let json = transaction(&plan, "json/200/a");
    assert_eq!(json.request.uri, "/json?%7B%22a%22%3A1%7D");
    assert_eq!(json.expected.body, tribunal::plan::ExpectedBody::Text("hello".to_owned()));
    assert_eq!(transaction(&plan, "media/200").request.body.to_json(), Some(json!({"name": "Rex"})));
}

#[test]
fn version_3_2_has_sequences_with_a_schema_for_each_item() {
    let paths = "
paths:
  /log:
    get: {operationId: log, responses: {'200': {description: x, content: {application/jsonl: {itemSchema: {type: object}}}}}}
";
    let promised = |version| transaction(&plan_of(version, paths), "log/200").expected.item_schema.clone();
    let schema = promised("3.2.0").expect("a schema");
    assert_eq!(
        schema.pointer.as_str(),
        "/paths/~1log/get/responses/200/content/application~1jsonl/itemSchema"
    );
    assert_eq!(promised("3.1.0"), None);
}

#[test]
fn callbacks_and_webhooks_are_listed_as_untested() {
    let plan = plan_of(
        "3.1.0",
        "
paths:
  /subscriptions:
    post:
      operationId: subscribe
      callbacks:
        onEvent: {$ref: '#/components/callbacks/OnEvent'}
      responses: {'201': {description: x}}
webhooks:
  newPet: {post: {responses: {'200': {description: x}}}}
components:
  callbacks:
    OnEvent: {'{$request.body#/url}': {post: {responses: {'200': {description: x}}}, x-note: {}}}
",
    );
    let told: Vec<_> =
        plan.untested.iter().map(|untested| (untested.id.as_str(), untested.position.line)).collect();
    assert_eq!(
        told,
        [("callback subscribe/onEvent POST {$request.body#/url}", 15), ("webhook newPet POST", 12)]
    );
    assert_eq!(ids(&plan), ["subscribe/201"]);
    let rows = tribunal::report::planned::plan(&plan);
    assert_eq!(rows[1]["runnable"], false);
    assert_eq!(rows[1]["reason"], "a callback is a request that the API sends: no request to it proves one");
    let text = tribunal::report::console::render_plan(&plan, tribunal::report::console::Style::Plain);
    assert!(text.contains("webhook newPet POST\n        untested: a webhook is a request"), "{text}");
    assert!(text.contains("1 transaction, 2 untested"), "{text}");
}

#[test]
fn operations_with_servers_of_their_own_are_sent_below_the_base_or_not_at_all() {
    let plan = plan(
        "
servers:
- {url: 'https://{region}.example.com/{version}', variables: {region: {default: eu}, version: {default: v1}}}
paths:
  /plain: {get: {operationId: plain, responses: {'200': {description: x}}}}
  /same:
    servers: [{url: 'https://eu.example.com/v1/'}]
    get: {operationId: same, responses: {'200': {description: x}}}
  /below:
    get: {operationId: below, servers: [{url: 'https://eu.example.com/v1/files'}], responses: {'200': {description: x}}}
  /else:
    get: {operationId: elsewhere, servers: [{url: 'https://uploads.example.com'}], responses: {'200': {description: x}}}
  /broken:
    get: {operationId: broken, servers: [{url: 'https://{nobody}.example.com'}, {}], responses: {'200': {description: x}}}
",
    );
    let sent = |id: &str| transaction(&plan, id).request.uri.as_str();
    assert_eq!([sent("plain/200"), sent("same/200"), sent("below/200")], ["/plain", "/same", "/files/below"]);
    let reason = transaction(&plan, "elsewhere/200").skip.clone().unwrap();
    assert!(
        reason.starts_with("it is served at https://uploads.example.com, not at the document's own"),
        "{reason}"
    );
    let told: Vec<_> = plan.defects.iter().map(|defect| (defect.code, defect.position.line)).collect();
    assert_eq!(told, [(code::STRUCTURE, 16), (code::STRUCTURE, 16)], "{:?}", plan.defects);
    assert!(plan.defects[0].message.contains("server variable `nobody` has no default"));
}
