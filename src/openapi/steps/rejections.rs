//! The answers that an operation gives before its handler is reached, by rule: what is
//! malformed, unauthenticated, of a wrong method or media type, too large, too much, or
//! without a database. An endpoint definition need not repeat them.
//!
//! Where one answer is the same for every operation its example stands here too, made
//! from the catalogue as the server makes it.

use poem_openapi::types::ToJSON;
use serde_json::{Value, json};

use super::super::{
    complete::Context,
    operations::{self, Operation, object_at},
};
use crate::api::gate::BodyLimits;
use crate::api::{ErrorBody, Subcode};

/// Operations that answer without the database.
const WITHOUT_DATABASE: [&str; 6] =
    ["ping", "get_openapi_json", "get_openapi_yaml", "get_docs", "get_docs_file", "get_metrics"];

struct Rejection {
    status: u16,
    description: &'static str,
    applies: fn(&Operation<'_>) -> bool,
    example: Option<(&'static str, Subcode)>,
}

const REJECTIONS: [Rejection; 7] = [
    Rejection {
        status: 400,
        description: "The request is invalid. `data.errors` names every invalid field.",
        applies: |operation| operation.can_be_invalid(),
        example: None,
    },
    Rejection {
        status: 401,
        description: "The credentials are missing, expired, revoked or not valid.",
        applies: |operation| operation.reads_credentials(),
        example: Some(("no_token", Subcode::BadToken)),
    },
    Rejection {
        status: 405,
        description: "The path exists without this method. `Allow` names those that it has.",
        applies: |_| true,
        example: Some(("method_not_allowed", Subcode::MethodNotAllowed)),
    },
    Rejection {
        status: 413,
        description: "The body is larger than the server takes.",
        applies: |operation| operation.has_body(),
        example: Some(("too_large", Subcode::TooLarge)),
    },
    Rejection {
        status: 415,
        description: "The operation does not read this media type.",
        applies: |operation| operation.has_body(),
        example: Some(("unsupported_media_type", Subcode::UnsupportedMediaType)),
    },
    Rejection {
        status: 429,
        description: "Too many requests from this address or for this account. Wait for `Retry-After`.",
        applies: |_| true,
        example: Some(("too_many_requests", Subcode::TooManyRequests)),
    },
    Rejection {
        status: 503,
        description: "The database does not answer.",
        applies: |operation| !WITHOUT_DATABASE.contains(&operation.id().as_str()),
        example: Some(("unavailable", Subcode::DatabaseDown)),
    },
];

pub(super) fn add(document: &mut Value, context: &mut Context<'_>) {
    if document.pointer("/components/schemas/ErrorBody").is_none() {
        context.defect("no operation documents an `ErrorBody`, which the common answers refer to");
    }
    let with_files = schemas_with_files(document);
    operations::for_each(document, |mut operation| {
        let carries_a_file = carries_a_file(&operation, &with_files);
        for rejection in &REJECTIONS {
            if (rejection.applies)(&operation) {
                add_one(&mut operation, rejection, carries_a_file);
            }
        }
        operation.responses().sort_keys();
    });
}

/// References to the schemas that have a file in a text.
fn schemas_with_files(document: &Value) -> Vec<Value> {
    let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
    let has_file = |schema: &Value| {
        let properties = schema.get("properties").and_then(Value::as_object);
        properties.into_iter().flatten().any(|(_, property)| property["format"] == "data-uri")
    };
    let named = schemas.into_iter().flatten().filter(|(_, schema)| has_file(schema));
    named.map(|(name, _)| json!({"$ref": format!("#/components/schemas/{name}")})).collect()
}

fn carries_a_file(operation: &Operation<'_>, with_files: &[Value]) -> bool {
    let content = operation.object.get("requestBody").and_then(|body| body.get("content"));
    let mut contents = content.and_then(Value::as_object).into_iter().flatten();
    contents.any(|(name, content)| name == "multipart/form-data" || with_files.contains(&content["schema"]))
}

fn add_one(operation: &mut Operation<'_>, rejection: &Rejection, carries_a_file: bool) {
    let secured = operation.is_secured();
    let body_types = operation.body_types();
    let response = object_at(operation.responses(), &rejection.status.to_string());
    response.entry("description").or_insert_with(|| json!(rejection.description));
    let content = object_at(object_at(response, "content"), "application/json");
    content.entry("schema").or_insert_with(|| json!({"$ref": "#/components/schemas/ErrorBody"}));
    // Without a token an optional look at credentials is no 401.
    let example = rejection.example.filter(|_| rejection.status != 401 || secured);
    if let Some((name, subcode)) = example {
        let mut example =
            json!({"summary": subcode.title(), "value": body(subcode, &body_types, carries_a_file)});
        if secured && rejection.status != 401 {
            example["x-actor"] = json!("admin");
        }
        if subcode == Subcode::TooLarge {
            example["x-volatile"] = json!(["/message"]);
        }
        object_at(content, "examples").insert(name.to_owned(), example);
    }
}

/// The body as the server writes it. The limit of 413 is a setting; here is its default.
fn body(subcode: Subcode, body_types: &[String], carries_a_file: bool) -> Value {
    let message = match subcode {
        Subcode::TooLarge if carries_a_file => BodyLimits::file_too_large(10_485_760),
        Subcode::TooLarge => "The body may have at most 1048576 bytes.".to_owned(),
        Subcode::UnsupportedMediaType => {
            format!("This media type cannot be read here; send {}.", body_types.join(" or "))
        }
        _ => subcode.sentence().to_owned(),
    };
    ErrorBody::new(subcode, message).to_json().unwrap_or_default()
}
