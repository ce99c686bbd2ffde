//! One operation of the document, ready to judge requests.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::body::BodyRules;
use super::parameter::Parameter;
use super::schema::Schemas;

/// Who may call an operation, as the document says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// Nobody is asked.
    Open,
    /// Known callers see more.
    Optional,
    /// Only known callers.
    Required,
}

/// One operation of the document.
pub struct Operation {
    pub(super) id: String,
    pub(super) security: Security,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<BodyRules>,
}

impl Operation {
    /// Its `operationId`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Compiles an operation object and the parameters of its path item.
    pub(super) fn compile(
        name: &str,
        item: &Value,
        operation: &Value,
        schemas: &Arc<Schemas>,
    ) -> Result<Self, String> {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or(name).to_owned();
        let fault = |error: String| format!("{id}: {error}");
        let parameters = [item, operation]
            .into_iter()
            .filter_map(|owner| owner.get("parameters")?.as_array())
            .flatten()
            .map(|parameter| Parameter::compile(parameter, schemas))
            .collect::<Result<_, _>>()
            .map_err(fault)?;
        let body = operation
            .get("requestBody")
            .map(|body| BodyRules::compile(body, operation, schemas))
            .transpose()
            .map_err(fault)?;
        Ok(Self { security: security(operation), parameters, body, id })
    }
}

fn security(operation: &Value) -> Security {
    let requirements =
        operation.get("security").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_open = |requirement: &Value| requirement.as_object().is_some_and(serde_json::Map::is_empty);
    match (requirements.is_empty(), requirements.iter().any(is_open)) {
        (true, _) => Security::Open,
        (false, true) => Security::Optional,
        (false, false) => Security::Required,
    }
}

/// The values of one request by name: of the path, the query, the headers.
pub(super) type Values = BTreeMap<String, Vec<String>>;
