//! Links (`OpenAPI` 3.0.3 section 4.7.20) from an answer that holds a thing to the
//! operations that read, change and delete that thing.
//!
//! The rule needs no list: where `data.user.id` stands in the answer to a POST and
//! `get_user` takes one path parameter, the answer links to `get_user`. Where `data.job_id` stands, it links to
//! `get_job`.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::super::{
    complete::Context,
    operations::{self, object_at},
};

const VERBS: [&str; 3] = ["get", "update", "delete"];

pub(super) fn add(document: &mut Value, _: &mut Context<'_>) {
    let targets = targets(document);
    let schemas = document.pointer("/components/schemas").cloned().unwrap_or_default();
    operations::for_each(document, |mut operation| {
        if operation.method != "post" {
            return;
        }
        for (status, response) in operation.responses().iter_mut() {
            let schema = response.pointer("/content/application~1json/schema").cloned().unwrap_or_default();
            let mut links: Map<String, Value> =
                things(&schemas, &schema).iter().flat_map(|thing| links_to(thing, &targets)).collect();
            links.extend(link_to_job(&schemas, &schema, &targets));
            if status.starts_with('2')
                && !links.is_empty()
                && let Some(response) = response.as_object_mut()
            {
                object_at(response, "links").extend(links);
            }
        }
    });
}

/// Operations with exactly one path parameter, and that parameter's name.
fn targets(document: &mut Value) -> BTreeMap<String, String> {
    let mut targets = BTreeMap::new();
    operations::for_each(document, |operation| {
        let parameters = operation.object.get("parameters").and_then(Value::as_array);
        let mut in_path = parameters.into_iter().flatten().filter(|p| p.get("in") == Some(&json!("path")));
        if let (Some(parameter), None) = (in_path.next(), in_path.next())
            && let Some(name) = parameter.get("name").and_then(Value::as_str)
        {
            targets.insert(operation.id(), name.to_owned());
        }
    });
    targets
}

/// The keys of `data` that hold an object with an `id`.
fn things(schemas: &Value, schema: &Value) -> Vec<String> {
    let Some(data) = property(schemas, schema, "data") else { return Vec::new() };
    let Some(properties) = resolve(schemas, data).get("properties").and_then(Value::as_object) else {
        return Vec::new();
    };
    let has_id = |thing: &&String| property(schemas, &properties[thing.as_str()], "id").is_some();
    properties.keys().filter(has_id).cloned().collect()
}

fn property<'a>(schemas: &'a Value, schema: &'a Value, name: &str) -> Option<&'a Value> {
    resolve(schemas, schema).get("properties")?.get(name)
}

/// Follows `$ref` and an `allOf` of one, as poem-openapi writes a reference with a description.
fn resolve<'a>(schemas: &'a Value, mut schema: &'a Value) -> &'a Value {
    for _ in 0..8 {
        let inner = schema.pointer("/allOf/0").unwrap_or(schema);
        let Some(name) = inner.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) else {
            return schema;
        };
        schema = schemas.get(name).unwrap_or(&Value::Null);
    }
    schema
}

/// Where the job can be looked at that an answer speaks of.
fn link_to_job(
    schemas: &Value,
    schema: &Value,
    targets: &BTreeMap<String, String>,
) -> Option<(String, Value)> {
    property(schemas, property(schemas, schema, "data")?, "job_id")?;
    let parameter = targets.get("get_job")?;
    let link = json!({
        "operationId": "get_job",
        "parameters": {parameter: "$response.body#/data/job_id"},
        "description": "How the job stands that was accepted.",
    });
    Some(("get_job".to_owned(), link))
}

fn links_to(thing: &str, targets: &BTreeMap<String, String>) -> Vec<(String, Value)> {
    let link = |verb: &str| {
        let id = format!("{verb}_{thing}");
        let parameter = targets.get(&id)?;
        let value = format!("$response.body#/data/{thing}/id");
        Some((
            id.clone(),
            json!({
                "operationId": id,
                "parameters": {parameter: value},
                "description": format!("The `id` of this {thing} is the `{parameter}` of `{id}`."),
            }),
        ))
    };
    VERBS.into_iter().filter_map(link).collect()
}
