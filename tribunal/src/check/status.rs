//! The status is the documented one.

use serde_json::Value;

use super::{
    TransactionUnderCheck,
    catalogue::{Check, Silences},
    finding::Seen,
    schema_view::status_place,
    undocumented_status::documents,
};
use crate::result::{About, Expectation};

pub(super) const CHECK: Check = Check {
    code: "status",
    rule: "The response has the status of the example",
    page: include_str!("../../docs/checks/status.md"),
    silences: Silences::All,
    about: About::Status,
    expectation: Expectation::Rule,
    judge,
};

fn judge(exchange: &TransactionUnderCheck<'_>) -> Vec<Seen> {
    let expected = &exchange.transaction.expected;
    let actual = exchange.response.status;
    if actual == expected.status {
        return Vec::new();
    }
    let documented = if documents(exchange, actual) { "" } else { ", which it does not document" };
    vec![Seen {
        place: String::new(),
        position: status_place(exchange),
        pointer: None,
        expected: Value::from(expected.status),
        actual: Value::from(actual),
        message: format!(
            "`{}` answered {actual}{documented}, instead of {}",
            exchange.operation(),
            expected.status
        ),
    }]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::check::specimen::{Specimen, codes};

    #[test]
    fn the_documented_status_holds() {
        assert_eq!(codes(&Specimen::pets().check()), [""; 0]);
    }

    #[test]
    fn another_status_breaks_and_hides_everything_else() {
        let findings =
            Specimen::pets().status(404).header("content-type", "text/html").body("<p>gone").check();
        assert_eq!(codes(&findings), ["status"]);
        assert_eq!(findings[0].expected, json!(200));
        assert_eq!(findings[0].actual, json!(404));
        assert_eq!(findings[0].message, "`listPets` answered 404, instead of 200");
    }

    #[test]
    fn an_undocumented_status_is_said_to_be_one() {
        let findings = Specimen::pets().status(418).check();
        assert_eq!(
            findings[0].message,
            "`listPets` answered 418, which it does not document, instead of 200"
        );
    }

    #[test]
    fn the_place_is_the_response_of_the_document() {
        let findings = Specimen::pets().status(500).check();
        assert_eq!(findings[0].position.pointer.as_str(), "/paths/~1pets/get/responses/200");
        assert_eq!(findings[0].id, "listPets/200/default:status");
    }
}
