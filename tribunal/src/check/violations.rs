//! What a body breaks of its schema, at a bounded cost: a violation takes hundreds of bytes of memory, and each item
//! of a list of millions may be one.

use serde_json::{Map, Value};

use crate::{
    document::{Pointer, Validator, Violation},
    plan::SchemaRef,
};

/// Bytes of a body of which everything is looked at.
const LARGE: usize = 512 << 10;
/// Items of a list that are looked at in a larger body.
const ITEMS: usize = 100;
/// Members of an object that are looked at in a larger body.
const MEMBERS: usize = 2_000;

/// Every violation; of a large body those in the beginnings of its lists, and at least one if there is any at all.
pub(super) fn violations(
    validator: &Validator,
    schema: &SchemaRef,
    body: &Value,
    bytes: usize,
) -> Vec<Violation> {
    if bytes <= LARGE {
        return validator.violations(body);
    }
    if validator.accepts(body) {
        return Vec::new();
    }
    let found = validator.violations(&beginning(body));
    if !found.is_empty() {
        return found;
    }
    vec![Violation {
        instance: Pointer::root(),
        schema: schema.pointer.clone(),
        keyword: "schema".to_owned(),
        message: format!("{bytes} bytes, broken somewhere behind the first {ITEMS} items of its lists"),
    }]
}

fn beginning(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().take(ITEMS).map(beginning).collect(),
        Value::Object(members) => {
            let members = members.iter().take(MEMBERS);
            Value::Object(
                members.map(|(name, member)| (name.clone(), beginning(member))).collect::<Map<_, _>>(),
            )
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::check::specimen::{Specimen, codes};

    fn check(list: &[Value]) -> Vec<crate::result::Finding> {
        let schema = json!({"type": "array", "items": {"type": "integer"}});
        Specimen::pets().promise_schema(&schema).without_example().json(&json!(list)).check()
    }

    #[test]
    fn of_a_large_body_the_beginning_is_told() {
        let findings = check(&vec![json!("no number"); 100_000]);
        assert_eq!(codes(&findings), ["schema"]);
        assert_eq!(
            findings[0].message,
            r#"`/0` breaks its schema: "no number" is not of type "integer" (and so in 99 more items)"#
        );
    }

    #[test]
    fn what_is_broken_far_behind_is_still_a_finding() {
        let mut list = vec![json!(1_234_567); 100_000];
        list.push(json!("no number"));
        let findings = check(&list);
        assert_eq!(codes(&findings), ["schema"]);
        assert!(findings[0].message.ends_with("broken somewhere behind the first 100 items of its lists"));
    }

    #[test]
    fn a_large_body_that_meets_its_schema_holds() {
        assert_eq!(codes(&check(&vec![json!(1_234_567); 100_000])), [""; 0]);
    }
}
