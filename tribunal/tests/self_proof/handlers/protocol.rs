//! What goes over the wire.

use serde_json::{Value, json};
use tribunal::run::Instance;

use super::Scripted;

fn messages(scripted: &Scripted) -> Vec<Value> {
    scripted.received().iter().map(|read| serde_json::from_str(read).expect("a message")).collect()
}

#[test]
fn each_message_is_one_write_of_one_json_object_and_a_line_feed() {
    let scripted = Scripted::new("pass");
    let told = scripted.run("listDogs/*", &[]);
    assert_eq!(told.code, 0, "{}", told.all());
    let received = scripted.received();
    assert_eq!(received.len(), 5, "{received:?}");
    for read in &received {
        assert!(read.ends_with('\n') && !read.trim_end().contains('\n'), "{read:?}");
        let message: Value = serde_json::from_str(read).expect("an object");
        let keys: Vec<&String> = message.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["event", "uuid", "data"]);
        // RFC 9562, version 4, as Dredd's are.
        let uuid = message["uuid"].as_str().expect("a text");
        assert!(uuid.len() == 36 && uuid.as_bytes()[14] == b'4', "{uuid}");
    }
}

#[test]
fn a_transaction_has_dredds_members_before_its_request() {
    let scripted = Scripted::new("pass");
    scripted.run("createDog/201/beagle", &[]);
    let message =
        messages(&scripted).into_iter().find(|message| message["event"] == "beforeEach").expect("one");
    let mut data = message["data"].clone();
    let (host, port) = {
        let url = scripted.place.kennel.base_url().trim_start_matches("http://");
        let (host, port) = url.split_once(':').expect("a port");
        (host.to_owned(), port.to_owned())
    };
    let schema = data["expected"]["bodySchema"].take();
    let schema: Value = serde_json::from_str(schema.as_str().expect("a text")).expect("a schema");
    assert_eq!(schema["properties"]["dog"], json!({"$ref": "#/definitions/StoredDog"}));
    assert!(schema["definitions"]["StoredDog"].is_object(), "{schema}");
    assert_eq!(
        data,
        json!({
            "name": "/dogs > POST > 201 > application/json",
            "id": "POST (201) /dogs",
            "host": host,
            "port": port,
            "request": {
                "method": "POST",
                "uri": "/dogs",
                "headers": {"Content-Type": "application/json", "Accept": "application/json", "Authorization": "Bearer guest"},
                "body": "{\"name\":\"Snoopy\",\"age\":6}",
            },
            "expected": {
                "headers": {"Content-Type": "application/json"},
                "body": "{\"dog\":{\"id\":3,\"name\":\"Snoopy\",\"age\":6}}",
                "statusCode": "201",
                "bodySchema": null,
            },
            "origin": {
                "filename": "kennel.yaml",
                "apiName": "Kennel",
                "resourceGroupName": "",
                "resourceName": "/dogs",
                "actionName": "POST",
                "exampleName": "201 > application/json",
            },
            "fullPath": "/dogs",
            "protocol": "http:",
            "skip": false,
            "tribunalId": "createDog/201/beagle",
        })
    );
}

#[test]
fn response_and_verdict_are_added_stage_by_stage() {
    let scripted = Scripted::new("pass");
    scripted.run("listDogs/*", &[]);
    let messages = messages(&scripted);
    let data = |event: &str| {
        let found = messages.iter().find(|message| message["event"] == event);
        found.unwrap_or_else(|| panic!("no {event}"))["data"].clone()
    };
    let before = data("beforeEachValidation");
    let real = &before["real"];
    assert_eq!((&real["statusCode"], &real["bodyEncoding"]), (&json!(200), &json!("utf-8")));
    assert_eq!(real["headers"]["content-type"], "application/json");
    assert!(real["body"].as_str().expect("a text").starts_with("{\"dogs\":"));
    assert_eq!((&before["results"], &before["errors"]), (&json!({}), &json!([])));
    assert!(before["startedAt"].as_u64().expect("milliseconds") > 1_700_000_000_000);
    assert!(before.get("test").is_none());
    let after = data("afterEach");
    assert_eq!(after["results"]["valid"], true);
    assert_eq!(
        after["results"]["fields"]["statusCode"]["values"],
        json!({"expected": "200", "actual": "200"})
    );
    let test = &after["test"];
    assert_eq!(
        (&test["status"], &test["title"], &test["valid"]),
        (&json!("pass"), &json!("GET (200) /dogs"), &json!(true))
    );
    assert_eq!(test["actual"], *real);
    let all = data("afterAll");
    assert_eq!(all[0]["test"]["status"], "pass");
    assert_eq!(all[0]["real"], *real);
}

#[test]
fn a_failing_check_is_told_under_its_field() {
    let scripted = Scripted::new("if event == 'beforeEach':\n    data['expected']['statusCode'] = '201'");
    let told = scripted.run("listDogs/*", &[]);
    assert_eq!(told.code, 1, "{}", told.all());
    let after = messages(&scripted).into_iter().find(|message| message["event"] == "afterEach").expect("one");
    let status = &after["data"]["results"]["fields"]["statusCode"];
    assert_eq!((&status["valid"], &status["values"]["actual"]), (&json!(false), &json!("200")));
    assert_eq!(after["data"]["test"]["status"], "fail");
    let message = after["data"]["test"]["message"].as_str().expect("a text");
    assert!(message.starts_with("statusCode: "), "{message}");
}
