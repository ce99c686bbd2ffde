//! Parameters as the wire wants them: the table of OpenAPI 3.1.1, "Style Examples".

use crate::{plan, transaction};

const EMPTY: &str = "''";
const STRING: &str = "blue";
const ARRAY: &str = "[blue, black, brown]";
const OBJECT: &str = "{R: 100, G: 200, B: 150}";

/// The URI, or the header or cookie, of a parameter `color` with that value.
#[track_caller]
fn sent(place: &str, style: &str, explode: bool, value: &str) -> String {
    let path = if place == "path" { "/{color}" } else { "/" };
    let required = place == "path";
    let paths = format!(
        "paths: {{'{path}': {{get: {{operationId: op, parameters: [{{name: color, in: {place}, required: {required}, style: {style}, explode: {explode}, example: {value}}}], responses: {{200: {{}}}}}}}}}}"
    );
    let plan = plan(&paths);
    let transaction = transaction(&plan, "op/200");
    let request = &transaction.request;
    match place {
        "header" => request.headers.get("color").unwrap_or("-").to_owned(),
        "cookie" => request.headers.get("cookie").unwrap_or("-").to_owned(),
        _ => transaction.skip.clone().unwrap_or_else(|| request.uri.clone()),
    }
}

#[test]
fn every_row_of_the_specifications_table() {
    let table = [
        ("path", "matrix", false, STRING, "/;color=blue"),
        ("path", "matrix", false, ARRAY, "/;color=blue,black,brown"),
        ("path", "matrix", false, OBJECT, "/;color=R,100,G,200,B,150"),
        ("path", "matrix", true, ARRAY, "/;color=blue;color=black;color=brown"),
        ("path", "matrix", true, OBJECT, "/;R=100;G=200;B=150"),
        ("path", "label", false, STRING, "/.blue"),
        ("path", "label", false, ARRAY, "/.blue,black,brown"),
        ("path", "label", false, OBJECT, "/.R,100,G,200,B,150"),
        ("path", "label", true, ARRAY, "/.blue.black.brown"),
        ("path", "label", true, OBJECT, "/.R=100.G=200.B=150"),
        ("path", "simple", false, STRING, "/blue"),
        ("path", "simple", false, ARRAY, "/blue,black,brown"),
        ("path", "simple", false, OBJECT, "/R,100,G,200,B,150"),
        ("path", "simple", true, ARRAY, "/blue,black,brown"),
        ("path", "simple", true, OBJECT, "/R=100,G=200,B=150"),
        ("query", "form", false, EMPTY, "/?color="),
        ("query", "form", false, STRING, "/?color=blue"),
        ("query", "form", false, ARRAY, "/?color=blue,black,brown"),
        ("query", "form", false, OBJECT, "/?color=R,100,G,200,B,150"),
        ("query", "form", true, ARRAY, "/?color=blue&color=black&color=brown"),
        ("query", "form", true, OBJECT, "/?R=100&G=200&B=150"),
        ("query", "spaceDelimited", false, ARRAY, "/?color=blue%20black%20brown"),
        ("query", "spaceDelimited", false, OBJECT, "/?color=R%20100%20G%20200%20B%20150"),
        ("query", "pipeDelimited", false, ARRAY, "/?color=blue%7Cblack%7Cbrown"),
        ("query", "pipeDelimited", false, OBJECT, "/?color=R%7C100%7CG%7C200%7CB%7C150"),
        ("query", "deepObject", true, OBJECT, "/?color[R]=100&color[G]=200&color[B]=150"),
        ("header", "simple", false, ARRAY, "blue,black,brown"),
        ("header", "simple", true, OBJECT, "R=100,G=200,B=150"),
        ("cookie", "form", false, STRING, "color=blue"),
        ("cookie", "form", true, ARRAY, "color=blue; color=black; color=brown"),
        ("query", "form", true, "'a b&c=d+é'", "/?color=a%20b%26c%3Dd%2B%C3%A9"),
        ("path", "simple", false, "'a/b?c'", "/a%2Fb%3Fc"),
        ("query", "form", true, "[]", "/"),
        ("query", "form", true, "true", "/?color=true"),
        ("query", "form", true, "1.5", "/?color=1.5"),
    ];
    for (place, style, explode, value, expected) in table {
        assert_eq!(sent(place, style, explode, value), expected, "{place} {style} {explode} {value}");
    }
}

#[test]
fn an_empty_path_parameter_cannot_be_sent() {
    assert!(sent("path", "simple", false, EMPTY).contains("required path parameter `color` has no value"));
}

#[test]
fn reserved_characters_stay_where_they_are_allowed_and_content_is_json() {
    let plan = plan(
        "
paths:
  /a:
    get:
      operationId: op
      parameters:
      - {name: next, in: query, allowReserved: true, example: 'a/b?c=d&e#f'}
      - {name: filter, in: query, content: {application/json: {example: {a: [1]}}}}
      - {name: X-Filter, in: header, content: {application/json: {schema: {example: {a: 1}}}}}
      - {name: Accept, in: header, example: text/csv}
      responses: {'200': {description: x}}
",
    );
    let request = &transaction(&plan, "op/200").request;
    assert_eq!(request.uri, "/a?next=a/b?c=d%26e%23f&filter=%7B%22a%22%3A%5B1%5D%7D");
    assert_eq!(request.headers.get("x-filter"), Some("{\"a\":1}"));
    assert_eq!(request.headers.get("accept"), None);
}
