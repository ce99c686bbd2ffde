//! Headers that the rules for all answers promise: `X-Request-Id` everywhere, `Allow`
//! with 405 (RFC 9110 section 15.5.6), `WWW-Authenticate` with 401 (section 15.5.2),
//! `Retry-After` with 429 and 503. And the spelling of all names: poem-openapi writes
//! them in upper case.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::{
    complete::Context,
    operations::{self, object_at},
};

pub(super) fn add(document: &mut Value, _: &mut Context<'_>) {
    let mut used = BTreeSet::new();
    operations::for_each(document, |mut operation| {
        for (status, response) in operation.responses().iter_mut() {
            let Some(response) = response.as_object_mut() else { continue };
            let headers = object_at(response, "headers");
            respell(headers);
            for name in names(status) {
                used.insert(name);
                headers.insert(name.into(), json!({"$ref": format!("#/components/headers/{name}")}));
            }
        }
    });
    if let Some(root) = document.as_object_mut() {
        let common = used.into_iter().map(|name| (name.to_owned(), definition(name))).collect();
        object_at(root, "components").insert("headers".into(), Value::Object(common));
    }
}

fn names(status: &str) -> Vec<&'static str> {
    let special = match status {
        "401" => Some("WWW-Authenticate"),
        "405" => Some("Allow"),
        "429" | "503" => Some("Retry-After"),
        _ => None,
    };
    special.into_iter().chain(["X-Request-Id"]).collect()
}

/// The Header Object of a common header.
pub(super) fn definition(name: &str) -> Value {
    let (description, schema) = match name {
        "Allow" => {
            ("The methods that the path has.", json!({"type": "string", "pattern": "^[A-Z]+(, ?[A-Z]+)*$"}))
        }
        "Retry-After" => {
            ("Seconds after which a new try makes sense.", json!({"type": "integer", "minimum": 1}))
        }
        "WWW-Authenticate" => (
            "The scheme to authenticate with, and for a bad token why it is bad (RFC 6750 section 3).",
            json!({"type": "string", "pattern": "^Bearer"}),
        ),
        _ => (
            "Names this exchange in the server's log; taken from the request when it brings a sane one.",
            json!({"type": "string", "minLength": 1, "maxLength": 128}),
        ),
    };
    json!({"description": description, "required": true, "schema": schema})
}

/// Spells `RETRY-AFTER` as `Retry-After`; names compare without regard to case.
fn respell(headers: &mut Map<String, Value>) {
    *headers = std::mem::take(headers).into_iter().map(|(name, header)| (spelling(&name), header)).collect();
}

fn spelling(name: &str) -> String {
    match name.to_ascii_lowercase().as_str() {
        "etag" => "ETag".into(),
        "www-authenticate" => "WWW-Authenticate".into(),
        lower => lower.split('-').map(capitalised).collect::<Vec<_>>().join("-"),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_as_their_standards_do() {
        assert_eq!(spelling("SET-COOKIE"), "Set-Cookie");
        assert_eq!(spelling("x-request-id"), "X-Request-Id");
        assert_eq!(spelling("ETAG"), "ETag");
        assert_eq!(spelling("WWW-AUTHENTICATE"), "WWW-Authenticate");
    }
}
