//! One schema as that of a response, and values as such responses.

use std::{collections::BTreeMap, fs, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tribunal::{
    check::{Examples, Strictness, TransactionUnderCheck, all},
    document::{Document, LoadOptions},
    plan::{Plan, PlanOptions},
    transport::{Body, Headers, Response},
};

/// A document whose one response has the schema, in a file of its own beside it.
pub(crate) struct Trial {
    plan: Plan,
}

impl Trial {
    pub(crate) fn new(
        version: &str,
        dialect: &str,
        schema: &Value,
        known: &BTreeMap<String, String>,
    ) -> Result<Self, String> {
        let mut document = json!({
            "openapi": version,
            "info": {"title": "Suite", "version": "1"},
            "paths": {"/": {"get": {"responses": {"200": {"description": "x", "content": {
                "application/json": {"schema": {"$ref": "schema.json"}},
            }}}}}},
        });
        if !dialect.is_empty() {
            document["jsonSchemaDialect"] = json!(dialect);
        }
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, value: &Value| fs::write(folder.path().join(name), value.to_string()).unwrap();
        write("openapi.json", &document);
        write("schema.json", schema);
        let options = LoadOptions { known: known.clone(), ..LoadOptions::default() };
        let location = folder.path().join("openapi.json");
        let document = Document::load_with(location.to_str().unwrap(), &options);
        let document = document.map_err(|error| error.to_string())?;
        Ok(Self { plan: Plan::of(Arc::new(document), &PlanOptions::default()) })
    }

    /// Whether the engine finds no fault with a body; anything but the schema's verdict is a fault of this test.
    pub(crate) fn accepts(&self, data: &Value) -> bool {
        let response = Response {
            status: 200,
            headers: Headers::from_iter([("content-type", "application/json")]),
            body: Body::json(data),
            duration: Duration::ZERO,
        };
        let findings = all(&TransactionUnderCheck::new(
            &self.plan.document,
            &self.plan.transactions[0],
            &response,
            Examples::Off,
            Strictness::default(),
        ));
        for finding in &findings {
            assert_eq!(finding.check, "schema", "{}", finding.message);
            assert!(!finding.message.contains("cannot be proved"), "{}", finding.message);
        }
        findings.is_empty()
    }
}
