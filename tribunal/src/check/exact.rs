//! In exact mode the body equals its example.

use super::{
    Examples, TransactionUnderCheck,
    catalogue::{Check, Silences},
    compare::differences,
    finding::Seen,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "exact",
    rule: "In exact mode the body equals its example, but for the places that are volatile",
    page: include_str!("../../docs/checks/exact.md"),
    silences: Silences::SamePlace,
    about: About::Body,
    expectation: Expectation::Value,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    differences(exchange, Examples::Exact)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        check::{
            Examples,
            specimen::{Specimen, codes},
        },
        result::Finding,
    };

    fn check(example: &Value, body: &Value, volatile: &[&str]) -> Vec<Finding> {
        let specimen = Specimen::pets().promise_schema(&json!({})).example(example).json(body);
        specimen.volatile(volatile).examples(Examples::Exact).check()
    }

    #[test]
    fn holds_or_breaks() {
        for (example, body, volatile, places) in [
            (json!({"a": 1}), json!({"a": 1}), &[] as &[&str], &[] as &[&str]),
            (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), &[], &[]),
            (json!(1), json!(1.0), &[], &[]),
            (json!(9_007_199_254_740_993_i64), json!(9_007_199_254_740_992_i64), &[], &[""]),
            (json!({"a": 1}), json!({"a": 2}), &[], &["/a"]),
            (json!({"a": 1}), json!({"a": 2}), &["/a"], &[]),
            (json!({"a": 1}), json!({}), &["/a"], &["/a"]),
            (json!({"a": 1}), json!({"a": null}), &[], &["/a"]),
            (json!({"a": 1}), json!({}), &[], &["/a"]),
            (json!({}), json!({"a": 1}), &[], &["/a"]),
            (json!({}), json!({"a": 1}), &["/a"], &[]),
            (
                json!([{"t": 1, "n": "x"}, {"t": 2, "n": "y"}]),
                json!([{"t": 3, "n": "x"}, {"t": 4, "n": "z"}]),
                &["/*/t"],
                &["/1/n"],
            ),
            (json!([1, 2]), json!([1, 2, 3]), &[], &[""]),
            (json!({"a": {"b": ["c"]}}), json!({"a": {"b": ["d"]}}), &[], &["/a/b/0"]),
            (json!({"a/b": 1}), json!({"a/b": 2}), &[], &["/a~1b"]),
            (json!({"anything": 1}), json!([1, 2]), &[""], &[]),
        ] {
            let findings = check(&example, &body, volatile);
            let found: Vec<String> =
                findings.iter().filter_map(|f| Some(f.response_pointer.as_ref()?.to_string())).collect();
            assert_eq!(found, places, "{example} {body} {volatile:?}");
            assert!(findings.iter().all(|finding| finding.check == "exact"));
        }
    }

    #[test]
    fn each_differing_place_is_a_finding_with_both_values() {
        let findings =
            check(&json!({"user": {"name": "Ann", "age": 4}}), &json!({"user": {"name": "Bob"}}), &[]);
        assert_eq!(findings[0].message, r#"`/user/name` is "Bob", and "Ann" in the example"#);
        assert_eq!((&findings[0].expected, &findings[0].actual), (&json!("Ann"), &json!("Bob")));
        assert_eq!(findings[1].message, "`/user/age` is missing; the example has it");
        assert_eq!((&findings[1].expected, &findings[1].actual), (&json!(4), &json!("<absent>")));
    }

    #[test]
    fn the_place_is_the_value_in_the_example() {
        let specimen = Specimen::pets().json(&json!({"pets": [{"id": 1, "name": "Tom"}], "total": 1}));
        let findings = specimen.examples(Examples::Exact).check();
        let example = "/paths/~1pets/get/responses/200/content/application~1json/examples/default";
        assert_eq!(findings[0].position.pointer.as_str(), format!("{example}/value/pets/0/name"));
    }

    #[test]
    fn many_differences_are_bounded_and_counted() {
        let numbers = |from: u64| Value::from((from..from + 1_000).collect::<Vec<u64>>());
        let findings = check(&numbers(0), &numbers(5), &[]);
        assert_eq!(findings.len(), 20);
        assert_eq!(findings[19].message, "`/19` is 24, and 19 in the example (and 980 more like it)");
    }

    #[test]
    fn text_is_compared_as_it_is() {
        for (example, body, expected) in
            [("pong\n", "pong\n", &[] as &[&str]), ("pong\n", "pong", &["exact"]), ("pong", "", &["exact"])]
        {
            let specimen = Specimen::text(example).body(body).examples(Examples::Exact);
            assert_eq!(codes(&specimen.check()), expected, "{body:?}");
        }
    }
}
