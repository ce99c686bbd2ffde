//! Reads form bodies and query strings (URL Standard, section "application/x-www-form-urlencoded").

use serde_json::{Map, Value};

use super::operation::Values;
use super::parameter::Kind;
use super::schema::Schemas;

/// Names and values in the order of their names.
pub(super) fn parse(bytes: &[u8]) -> Values {
    let mut values = Values::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        values.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    values
}

/// A form as the object its schema describes. A name that stands twice is a list, which a single value's schema
/// refuses.
pub(super) fn object(form: Values, schema: &Value, schemas: &Schemas) -> Value {
    let properties = schemas.resolve(schema).get("properties");
    let object: Map<String, Value> = form
        .into_iter()
        .map(|(name, texts)| {
            let property = properties.and_then(|properties| properties.get(&name)).unwrap_or(&Value::Null);
            let kind = Kind::of(schemas.resolve(property));
            let mut values: Vec<Value> = texts.iter().map(|text| kind.value(text)).collect();
            let value = if values.len() == 1 { values.swap_remove(0) } else { Value::Array(values) };
            (name, value)
        })
        .collect();
    Value::Object(object)
}
