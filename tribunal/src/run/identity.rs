//! Puts on a request what makes it its actor's.

use super::flow::Course;
use crate::{hooks::Exchange, plan::Actor, run::Instance, transport::Headers};

/// Which actor a request carries the headers of.
///
/// Hooks run after the headers are on, so that they can see and change them; a hook may also
/// change the actor, and then the headers change before the request is sent.
pub(super) struct Identity {
    worn: Option<(Actor, Headers)>,
}

impl Identity {
    /// Nobody's yet.
    pub(super) fn unknown() -> Self {
        Self { worn: None }
    }

    /// Gives the request the headers of its actor, and takes away those of the actor it had before.
    ///
    /// What the document or a hook put there itself stays. Default headers that carry credentials
    /// belong to [`Actor::Default`] alone: a named actor's are its own, an anonymous request has none.
    pub(super) async fn put_on<I: Instance>(
        &mut self,
        exchange: &mut Exchange,
        course: &Course<'_, I>,
        instance: &I,
    ) -> Result<(), String> {
        let actor = exchange.transaction.actor.clone();
        if self.worn.as_ref().is_some_and(|(worn, _)| *worn == actor) {
            return Ok(());
        }
        let own = course.hooks.headers_of(&actor, instance, course.hook_timeout()).await?;
        let headers = &mut exchange.transaction.request.headers;
        if let Some((_, old)) = self.worn.take() {
            for (name, value) in old.iter() {
                if headers.get(name) == Some(value) {
                    headers.remove(name);
                }
            }
        }
        let mut added = Headers::new();
        let defaults = course.options.headers.iter().filter(|(name, _)| {
            actor == Actor::Default
                || !course.credentials.iter().any(|secret| name.eq_ignore_ascii_case(secret))
        });
        for (name, value) in own.iter().chain(defaults) {
            if headers.get(name).is_none() {
                headers.set(name, value);
                added.set(name, value);
            }
        }
        self.worn = Some((actor, added));
        Ok(())
    }
}

/// The headers that carry credentials: HTTP's own, and those of the document's `apiKey` security schemes.
pub(super) fn credential_headers(document: &serde_json::Value) -> Vec<String> {
    let mut names: Vec<String> = crate::plan::CREDENTIAL_HEADERS.iter().map(ToString::to_string).collect();
    let schemes = [document.pointer("/components/securitySchemes"), document.pointer("/securityDefinitions")];
    let schemes = schemes.into_iter().flatten().filter_map(|schemes| schemes.as_object());
    for scheme in schemes.flat_map(|schemes| schemes.values()) {
        let text = |key| scheme.get(key).and_then(serde_json::Value::as_str);
        if let (Some("apiKey"), Some("header"), Some(name)) = (text("type"), text("in"), text("name")) {
            names.push(name.to_ascii_lowercase());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::credential_headers;

    #[test]
    fn the_documents_own_key_headers_are_credentials_too() {
        let document = json!({"components": {"securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Api-Key"},
            "query": {"type": "apiKey", "in": "query", "name": "key"},
            "bearer": {"type": "http", "scheme": "bearer"},
            "nonsense": 7,
        }}});
        let names = credential_headers(&document);
        assert_eq!(names, ["authorization", "cookie", "proxy-authorization", "x-api-key"]);
        let old =
            json!({"securityDefinitions": {"key": {"type": "apiKey", "in": "header", "name": "Token"}}});
        assert!(credential_headers(&old).contains(&"token".to_owned()));
    }
}
