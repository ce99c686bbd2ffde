//! What is wrong with the document as a whole.

use std::collections::HashMap;

use super::Defects;
use crate::{document::view::Operations, plan::code};

/// References that lead nowhere, parts of the wrong shape, and repeated `operationId`s.
pub(in crate::plan) fn document(operations: &Operations<'_>, defects: &mut Defects<'_>) {
    for trouble in &operations.troubles {
        let Some(position) = trouble.error.position() else { continue };
        let code = if trouble.reference { code::REFERENCE } else { code::STRUCTURE };
        defects.add(code, position.clone(), trouble.error.message(), trouble.operation.as_ref());
    }
    if operations.list.is_empty() {
        let root = defects.document.root_node();
        let place = root.get("paths").unwrap_or(root);
        let position = defects.document.position(&place.pointer);
        defects.add(
            code::STRUCTURE,
            position,
            "the document has no operation under `paths`".to_owned(),
            None,
        );
    }
    let mut owners = HashMap::new();
    for operation in &operations.list {
        let Some(id) = &operation.reference.id else { continue };
        let Some(first) = owners.insert(id, operation) else { continue };
        let position = defects.document.position(&operation.node.pointer.join("operationId"));
        let (method, path) = (&first.reference.method, &first.reference.path);
        let message =
            format!("operationId `{id}` is already that of {method} {path}: give each operation its own");
        defects.add(code::OPERATION_ID_REPEATED, position, message, Some(&operation.reference));
        owners.insert(id, first);
    }
}
