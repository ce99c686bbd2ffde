//! What a report may show of one exchange.

use serde_json::Value;

use super::{REDACTED, collect, name::is_secret, scan};
use crate::{plan::Transaction, result::TransactionResult};

/// Authentication schemes (IANA registry) that may be shown before a hidden credential.
const SCHEMES: &[&str] =
    &["basic", "bearer", "digest", "dpop", "hoba", "mutual", "negotiate", "privatetoken", "vapid"];

/// Hides the secrets of one exchange.
pub(crate) struct Redactor<'a> {
    transaction: Option<&'a Transaction>,
    secrets: Vec<String>,
}

impl<'a> Redactor<'a> {
    /// For whatever belongs to this exchange.
    pub(crate) fn of(result: &'a TransactionResult) -> Self {
        Self { transaction: Some(&result.transaction), secrets: collect::secrets(result) }
    }

    /// For text that belongs to no exchange: only what looks like a secret is hidden.
    pub(crate) fn by_look() -> Self {
        Self { transaction: None, secrets: Vec::new() }
    }

    /// Plain text of any kind, also a URL.
    pub(crate) fn text(&self, text: &str) -> String {
        let masked = self.secrets.iter().fold(text.to_owned(), |text, secret| {
            if text.contains(secret.as_str()) { text.replace(secret.as_str(), REDACTED) } else { text }
        });
        scan::hide(&masked)
    }

    /// A JSON value: strings and numbers under a secret name are hidden, known secrets everywhere.
    pub(crate) fn json(&self, value: &Value) -> Value {
        self.member(value, false)
    }

    fn member(&self, value: &Value, secret: bool) -> Value {
        match value {
            Value::String(text) if secret && !text.is_empty() && text != crate::check::ABSENT => {
                REDACTED.into()
            }
            Value::Number(_) if secret => REDACTED.into(),
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.member(item, secret)).collect(),
            Value::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(name, member)| (self.text(name), self.member(member, secret || is_secret(name))))
                    .collect(),
            ),
            other => other.clone(),
        }
    }

    /// A value that stands, or should stand, under a secret name.
    pub(crate) fn hidden(&self, value: &Value) -> Value {
        self.member(value, true)
    }

    /// Whether that name, of a property or a header, announces a secret.
    pub(crate) fn is_secret(&self, name: &str) -> bool {
        collect::is_secret_header(name, self.transaction)
    }

    /// The value of a header. Names and attributes of cookies stay, and so does the authentication scheme.
    pub(crate) fn header(&self, name: &str, value: &str) -> String {
        if !collect::is_secret_header(name, self.transaction) {
            return self.text(value);
        }
        if name.eq_ignore_ascii_case("cookie") {
            return value.split(';').map(|pair| cookie(pair.trim())).collect::<Vec<_>>().join("; ");
        }
        if name.eq_ignore_ascii_case("set-cookie") {
            let (pair, attributes) =
                value.split_once(';').map_or((value, None), |(pair, rest)| (pair, Some(rest)));
            return attributes
                .map_or_else(|| cookie(pair), |rest| format!("{};{}", cookie(pair), self.text(rest)));
        }
        match value.split_once(' ') {
            Some((scheme, _)) if SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme)) => {
                format!("{scheme} {REDACTED}")
            }
            _ => REDACTED.to_owned(),
        }
    }
}

fn cookie(pair: &str) -> String {
    pair.split_once('=')
        .map_or_else(|| REDACTED.to_owned(), |(name, _)| format!("{}={REDACTED}", name.trim()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Redactor;
    use crate::{
        check::specimen::Specimen,
        result::{TransactionResult, Verdict},
    };

    fn result() -> TransactionResult {
        let mut specimen = Specimen::pets().json(&json!({"token": "opaque-secret-1"}));
        let request = &mut specimen.transaction.request;
        request.headers.set("Authorization", "Basic YW5uOmh1bnRlcjItYg==");
        request.headers.set("X-Tenant-Key", "tenant-secret");
        specimen.transaction.credentials.push("x-tenant-key".into());
        TransactionResult {
            transaction: specimen.transaction,
            verdict: Verdict::Passed,
            base_url: String::new(),
            sent: None,
            response: Some(specimen.response),
            findings: Vec::new(),
            duration: std::time::Duration::ZERO,
            reset: std::time::Duration::ZERO,
        }
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_turns_up() {
        let result = result();
        let redactor = Redactor::of(&result);
        for text in ["it was opaque-secret-1", "hunter2-b is the password", "tenant-secret"] {
            let shown = redactor.text(text);
            assert!(shown.contains("<redacted>"), "{shown}");
        }
    }

    #[test]
    fn headers_keep_what_helps_and_no_secret() {
        let result = result();
        let redactor = Redactor::of(&result);
        for (name, value, shown) in [
            ("Authorization", "Bearer abc", "Bearer <redacted>"),
            ("authorization", "abc", "<redacted>"),
            ("Authorization", "my secret", "<redacted>"),
            ("Cookie", "a=1; b=2", "a=<redacted>; b=<redacted>"),
            ("set-cookie", "s=abc; HttpOnly; Path=/", "s=<redacted>; HttpOnly; Path=/"),
            ("X-Api-Key", "abc", "<redacted>"),
            ("X-Tenant-Key", "abc", "<redacted>"),
            ("Accept", "*/*", "*/*"),
            ("Location", "/x?token=abc&page=2", "/x?token=<redacted>&page=2"),
        ] {
            assert_eq!(redactor.header(name, value), shown, "{name}: {value}");
        }
    }

    #[test]
    fn json_is_hidden_by_name_at_any_depth() {
        let redactor = Redactor::by_look();
        let value = json!({"user": {"password": "x", "pin": 1, "name": "Ann"}, "tokens": ["a", {"b": "c"}], "token": null});
        let shown = json!({
            "user": {"password": "<redacted>", "pin": "<redacted>", "name": "Ann"},
            "tokens": ["<redacted>", {"b": "<redacted>"}],
            "token": null,
        });
        assert_eq!(redactor.json(&value), shown);
        assert_eq!(
            redactor.hidden(&json!({"value": "x", "ok": true})),
            json!({"value": "<redacted>", "ok": true})
        );
    }
}
