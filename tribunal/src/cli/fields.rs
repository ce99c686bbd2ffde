//! Headers on the command line. Values may be secrets: no message shows them.

use std::str::FromStr;

use http::{HeaderName, HeaderValue};

/// `--header 'K: V'`.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) value: String,
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field").field("name", &self.name).finish_non_exhaustive()
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, value) = text.split_once(':').ok_or("a header is written `Name: value`")?;
        let (name, value) = (name.trim(), value.trim());
        HeaderName::try_from(name).map_err(|_| format!("`{name}` is not a header name"))?;
        HeaderValue::try_from(value)
            .map_err(|_| format!("the value of `{name}` cannot stand in a header"))?;
        Ok(Self { name: name.to_owned(), value: value.to_owned() })
    }
}

/// `--actor 'NAME=K: V'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ActorField {
    pub(super) actor: String,
    pub(super) field: Field,
}

impl FromStr for ActorField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (actor, field) = text.split_once('=').ok_or("an actor is written `NAME=Header: value`")?;
        if actor.trim().is_empty() {
            return Err("an actor is written `NAME=Header: value`".to_owned());
        }
        Ok(Self { actor: actor.trim().to_owned(), field: field.parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::{ActorField, Field};

    #[test]
    fn a_header_is_a_name_and_a_value() {
        let field: Field = "Authorization:  Bearer a:b=c ".parse().unwrap();
        assert_eq!((field.name.as_str(), field.value.as_str()), ("Authorization", "Bearer a:b=c"));
    }

    #[test]
    fn an_actor_may_have_an_equals_sign_in_its_value() {
        let actor: ActorField = "admin=Cookie: session=1".parse().unwrap();
        assert_eq!((actor.actor.as_str(), actor.field.value.as_str()), ("admin", "session=1"));
    }

    #[test]
    fn what_is_wrong_is_told_without_the_value() {
        for text in ["secret", "Bad Name: secret", "Name: sec\u{7}ret", ": secret"] {
            let error = text.parse::<Field>().unwrap_err();
            assert!(!error.contains("secret") && !error.contains("sec\u{7}"), "{error}");
        }
        for text in ["secret", "=Name: secret", "admin=secret"] {
            let error = text.parse::<ActorField>().unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
