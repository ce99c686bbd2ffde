//! In shape mode the body has every key of its example, with a value of the same type.

use super::{
    Examples, TransactionUnderCheck,
    catalogue::{Check, Silences},
    compare::differences,
    finding::Seen,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "shape",
    rule: "In shape mode every key of the example is there with the same type, lists item by item",
    page: include_str!("../../docs/checks/shape.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Value,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    differences(exchange, Examples::Shape)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        check::specimen::{Specimen, codes},
        result::Finding,
    };

    fn check(example: &Value, body: &Value, volatile: &[&str]) -> Vec<Finding> {
        Specimen::pets().promise_schema(&json!({})).example(example).json(body).volatile(volatile).check()
    }

    #[test]
    fn holds_or_breaks() {
        for (example, body, volatile, places) in [
            (json!({"a": 1}), json!({"a": 2}), &[] as &[&str], &[] as &[&str]),
            (json!({"a": 1}), json!({"a": 2.5, "b": "more"}), &[], &[]),
            (json!({"a": 1}), json!({"a": "2"}), &[], &["/a"]),
            (json!({"a": 1}), json!({"a": null}), &[], &["/a"]),
            (json!({"a": null}), json!({"a": 1}), &[], &["/a"]),
            (json!({"a": null}), json!({"a": 1}), &["/a"], &[]),
            (json!({"a": 1}), json!({}), &[], &["/a"]),
            (json!({"a": {"b": true}}), json!({"a": {"b": "yes"}}), &[], &["/a/b"]),
            (json!([{"a": 1}]), json!([{"a": 7}, {"a": 8}]), &[], &[]),
            (json!([{"a": 1}, {"a": 2}]), json!([{"a": 7}]), &[], &[""]),
            (json!([{"a": 1}, {"b": 2}]), json!([{"a": 1}, {"a": 2}]), &[], &["/1/b"]),
            (json!({"a": []}), json!({"a": [1]}), &[], &[]),
            (json!({"a": {}}), json!({"a": []}), &[], &["/a"]),
        ] {
            let findings = check(&example, &body, volatile);
            let found: Vec<String> =
                findings.iter().filter_map(|f| Some(f.response_pointer.as_ref()?.to_string())).collect();
            assert_eq!(found, places, "{example} {body} {volatile:?}");
            assert!(findings.iter().all(|finding| finding.check == "shape"));
        }
    }

    #[test]
    fn the_sentence_says_both_types() {
        let findings = check(&json!({"a": 1}), &json!({"a": "2"}), &[]);
        assert_eq!(findings[0].message, "`/a` is a string, and a number in the example");
    }

    #[test]
    fn what_the_schema_has_told_is_not_told_again() {
        let findings =
            Specimen::pets().json(&json!({"pets": [{"id": "1", "name": "Rex"}], "total": 1})).check();
        assert_eq!(codes(&findings), ["schema"]);
    }

    #[test]
    fn text_has_to_be_there() {
        for (example, body, expected) in
            [("pong\n", "anything", &[] as &[&str]), ("pong\n", "", &["shape"]), ("", "", &[])]
        {
            assert_eq!(codes(&Specimen::text(example).body(body).check()), expected, "{body:?}");
        }
    }
}
