//! Lists the error catalogue in the document: in `info.description` for people, and as
//! the values of `subcode` for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::complete::Context;
use crate::api::Subcode;

pub(super) fn list(document: &mut Value, context: &mut Context<'_>) {
    if let Some(Value::String(description)) = document.pointer_mut("/info/description") {
        description
            .push_str("\n\n## Errors\n\nEvery error has the same body; `subcode` names the cause.\n\n");
        // Folded, for the list is longer than everything else that a page shows above the operations.
        let _ =
            write!(description, "<details>\n<summary>All subcodes</summary>\n\n{}\n</details>\n", table());
    } else {
        context.defect("the document has no `info.description` to list the error catalogue in");
    }
    match document.pointer_mut("/components/schemas/ErrorBody/properties/subcode") {
        Some(Value::Object(subcode)) => {
            let numbers = Subcode::ALL.iter().map(|subcode| subcode.number()).collect::<Vec<_>>();
            subcode.insert("enum".into(), json!(numbers));
        }
        _ => context.defect("the schema `ErrorBody` has no `subcode`"),
    }
}

fn table() -> String {
    let mut table = String::from("| subcode | status | error |\n|--|--|--|\n");
    for subcode in Subcode::ALL {
        let _ =
            writeln!(table, "| {} | {} | {} |", subcode.number(), subcode.status().as_u16(), subcode.title());
    }
    table
}
