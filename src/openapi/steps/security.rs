//! Says of every operation whether it asks for credentials: an operation that asks for
//! none says so with an empty list, rather than leave the reader to guess.

use serde_json::{Value, json};

use super::super::{complete::Context, operations};

pub(super) fn add(document: &mut Value, _: &mut Context<'_>) {
    operations::for_each(document, |operation| {
        operation.object.entry("security").or_insert_with(|| json!([]));
    });
}
