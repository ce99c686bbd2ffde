//! Who sends, and which credentials an anonymous request leaves out.

use tribunal::{plan::Actor, transport::Headers};

use crate::{plan, transaction};

const SECURED: &str = "
security: [{token: [], key: []}]
paths:
  /me:
    get:
      operationId: me
      parameters:
      - {name: X-Key, in: header, example: secret}
      - {name: key, in: query, example: secret}
      - {name: session, in: cookie, example: secret}
      - {name: page, in: query, examples: {expired: {value: 2, x-actor: expired}, forbidden: {value: 3}, public: {value: 4, x-actor: anonymous}}}
      responses:
        '200': {description: x, content: {application/json: {examples: {fine: {value: 1}, public: {value: 1}}}}}
        '401': {description: x, content: {application/json: {examples: {missing: {value: 1}, expired: {value: 1}}}}}
        '403': {description: x, content: {application/json: {examples: {forbidden: {value: 1, x-actor: bob}}}}}
  /login:
    post:
      operationId: login
      security: []
      responses:
        '200': {description: x}
        '401': {description: x, content: {application/json: {examples: {wrong: {value: 1}}}}}
  /maybe:
    get:
      operationId: maybe
      security: [{}, {token: []}]
      responses: {'200': {description: x}, '401': {description: x}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, in: header, name: X-Key}
    other: {type: apiKey, in: query, name: key}
    session: {type: apiKey, in: cookie, name: session}
";

#[test]
fn examples_name_the_actor_and_401_is_anonymous() {
    let plan = plan(SECURED);
    let actor = |id: &str| transaction(&plan, id).actor.clone();
    assert_eq!(actor("me/200/fine"), Actor::Default);
    assert_eq!(actor("me/200/public"), Actor::Anonymous);
    assert_eq!(actor("me/401/missing"), Actor::Anonymous);
    assert_eq!(actor("me/401/expired"), Actor::Named("expired".to_owned()));
    assert_eq!(actor("me/403/forbidden"), Actor::Named("bob".to_owned()));
    assert_eq!(transaction(&plan, "me/401/missing").skip, None);
}

#[test]
fn an_actor_alone_provokes_only_what_depends_on_who_asks() {
    let statuses = ["200", "403", "404", "405", "409", "413", "415", "422", "503"];
    let response = |status: &&str| {
        format!(
            "'{status}': {{description: x, content: {{application/json: {{examples: {{of_{status}: {{value: 1, x-actor: bob}}}}}}}}}}"
        )
    };
    let responses: Vec<String> = statuses.iter().map(response).collect();
    let plan = plan(&format!(
        "paths: {{/a: {{put: {{operationId: put, responses: {{{}}}}}}}}}",
        responses.join(", ")
    ));
    let sent: Vec<_> =
        plan.transactions.iter().filter(|t| t.skip.is_none()).map(|t| t.expected.status).collect();
    assert_eq!(sent, [200, 403, 404]);
    let defective: Vec<_> = plan.defects.iter().map(|defect| &defect.message[..30]).collect();
    assert_eq!(defective, ["response example `of_409` (409", "response example `of_422` (422"]);
}

#[test]
fn a_401_of_an_operation_that_needs_no_credentials_wants_a_twin() {
    let plan = plan(SECURED);
    for id in ["login/401/wrong", "maybe/401"] {
        let transaction = transaction(&plan, id);
        assert_eq!(transaction.actor, Actor::Default, "{id}");
        assert!(transaction.skip.is_some(), "{id}");
    }
}

#[test]
fn an_anonymous_request_has_no_credentials_of_the_documents_schemes() {
    let plan =
        plan(&SECURED.replace("[{token: [], key: []}]", "[{token: [], key: []}, {other: [], session: []}]"));
    let fine = transaction(&plan, "me/200/fine");
    assert_eq!(fine.request.uri, "/me?key=secret");
    assert_eq!(fine.request.headers.get("cookie"), Some("session=secret"));
    let mut missing = transaction(&plan, "me/401/missing").clone();
    assert_eq!(missing.request.uri, "/me");
    assert_eq!(missing.request.headers.get("x-key"), None);
    assert_eq!(missing.request.headers.get("cookie"), None);
    let fields = [("Authorization", "Bearer a"), ("x-key", "b"), ("Cookie", "c=d"), ("X-Trace", "e")];
    missing.default_headers(&fields.into_iter().collect::<Headers>());
    let sent: Vec<_> = missing.request.headers.iter().map(|(name, _)| name).collect();
    assert_eq!(sent, ["Accept", "X-Trace"]);
}
