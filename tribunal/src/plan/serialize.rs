//! Parameter values as text on the wire (`OpenAPI` 3.1.1, Style Values and Style Examples; RFC 6570).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::document::view::{Parameter, Style};

/// All but the unreserved characters of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// What cannot stand in a query at all, even where reserved characters are allowed; `&`, `+` and `#` would end or
/// change the value (RFC 3986 section 3.4).
const QUERY: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b'[')
    .remove(b']');

/// How much of a value's text is percent-encoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Reserved,
    Query,
    Nothing,
}

impl Encoding {
    fn apply(self, text: &str) -> String {
        match self {
            Self::Reserved => utf8_percent_encode(text, RESERVED).to_string(),
            Self::Query => utf8_percent_encode(text, QUERY).to_string(),
            Self::Nothing => text.to_owned(),
        }
    }
}

/// One text, percent-encoded throughout.
pub(super) fn encode(text: &str) -> String {
    Encoding::Reserved.apply(text)
}

/// A value that is not an array or object, as text; `null` is empty.
pub(super) fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What stands in the path in place of `{name}`.
pub(super) fn path(parameter: &Parameter<'_>, value: &Value) -> String {
    let text = |value: &Value| Encoding::Reserved.apply(&scalar(value));
    let name = encode(parameter.name);
    if parameter.content.is_some() {
        return Encoding::Reserved.apply(&content(value));
    }
    match (parameter.style, value) {
        (Style::Matrix, Value::Array(items)) if parameter.explode => {
            items.iter().map(|item| format!(";{name}={}", text(item))).collect::<Vec<_>>().concat()
        }
        (Style::Matrix, Value::Object(members)) if parameter.explode => {
            let pairs = members.iter().map(|(key, item)| format!(";{}={}", encode(key), text(item)));
            pairs.collect::<Vec<_>>().concat()
        }
        (Style::Matrix, value) => {
            format!(";{name}={}", flat(value, ",", parameter.explode, Encoding::Reserved))
        }
        (Style::Label, value) => {
            let separator = if parameter.explode { "." } else { "," };
            format!(".{}", flat(value, separator, parameter.explode, Encoding::Reserved))
        }
        (Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited, value) => {
            flat(value, &encode(separator(parameter.style)), parameter.explode, Encoding::Reserved)
        }
        (_, value) => flat(value, ",", parameter.explode, Encoding::Reserved),
    }
}

/// What stands between the items of a list.
fn separator(style: Style) -> &'static str {
    match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        Style::TabDelimited => "\t",
        _ => ",",
    }
}

/// The whole query of a parameter that is all of it (`OpenAPI` 3.2, `in: querystring`).
pub(super) fn whole_query(parameter: &Parameter<'_>, value: &Value) -> Vec<String> {
    let form =
        parameter.content.as_ref().is_some_and(|media| media.essence().ends_with("/x-www-form-urlencoded"));
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Object(members) if form => {
            let pairs = members.iter();
            pairs.flat_map(|(name, item)| self::form(name, Style::Form, true, item)).collect()
        }
        other => vec![encode(&other.to_string())],
    }
}

/// The value of a header field.
pub(super) fn header(parameter: &Parameter<'_>, value: &Value) -> String {
    if parameter.content.is_some() {
        return content(value);
    }
    flat(value, separator(parameter.style), parameter.explode, Encoding::Nothing)
}

/// The pairs of a cookie.
pub(super) fn cookie(parameter: &Parameter<'_>, value: &Value) -> Vec<String> {
    // Style `cookie` is the text as it is; percent-encoding is no part of cookies (RFC 6265 section 4.1.1).
    let encoding = if parameter.style == Style::Cookie { Encoding::Nothing } else { Encoding::Reserved };
    pairs(parameter, value, encoding)
}

/// The pairs of a query, encoded.
pub(super) fn query(parameter: &Parameter<'_>, value: &Value) -> Vec<String> {
    pairs(parameter, value, if parameter.allow_reserved { Encoding::Query } else { Encoding::Reserved })
}

fn pairs(parameter: &Parameter<'_>, value: &Value, encoding: Encoding) -> Vec<String> {
    if parameter.content.is_some() {
        return vec![format!("{}={}", encode(parameter.name), encoding.apply(&content(value)))];
    }
    styled(parameter.name, parameter.style, parameter.explode, value, encoding)
}

/// The pairs of one field of a form (`application/x-www-form-urlencoded`).
pub(super) fn form(name: &str, style: Style, explode: bool, value: &Value) -> Vec<String> {
    styled(name, style, explode, value, Encoding::Reserved)
}

fn styled(name: &str, style: Style, explode: bool, value: &Value, encoding: Encoding) -> Vec<String> {
    let text = |value: &Value| encoding.apply(&scalar(value));
    let name = encode(name);
    let joined = |separator: &str| vec![format!("{name}={}", flat(value, separator, false, encoding))];
    match (style, value) {
        (_, Value::Array(items)) if items.is_empty() => Vec::new(),
        (_, Value::Object(members)) if members.is_empty() => Vec::new(),
        (Style::DeepObject, Value::Object(members)) => deep(&name, members, encoding),
        (_, Value::Array(items)) if explode => {
            items.iter().map(|item| format!("{name}={}", text(item))).collect()
        }
        (_, Value::Object(members)) if explode => {
            members.iter().map(|(key, item)| format!("{}={}", encode(key), text(item))).collect()
        }
        (Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited, _) => {
            joined(&encode(separator(style)))
        }
        _ => joined(","),
    }
}

/// `color[R]=100`. What nests deeper is not defined and written the way servers commonly read it: `a[b][c]=1`.
fn deep(prefix: &str, members: &serde_json::Map<String, Value>, encoding: Encoding) -> Vec<String> {
    let mut pairs = Vec::new();
    for (key, item) in members {
        let name = format!("{prefix}[{}]", encode(key));
        match item {
            Value::Object(members) => pairs.extend(deep(&name, members, encoding)),
            Value::Array(items) => {
                pairs.extend(items.iter().map(|item| format!("{name}={}", encoding.apply(&scalar(item)))));
            }
            item => pairs.push(format!("{name}={}", encoding.apply(&scalar(item)))),
        }
    }
    pairs
}

/// Items, or members as `key,value` (exploded: `key=value`), with a separator between them.
fn flat(value: &Value, separator: &str, explode: bool, encoding: Encoding) -> String {
    let text = |value: &Value| encoding.apply(&scalar(value));
    let parts: Vec<String> = match value {
        Value::Array(items) => items.iter().map(text).collect(),
        Value::Object(members) if explode => {
            members.iter().map(|(key, item)| format!("{}={}", encoding.apply(key), text(item))).collect()
        }
        Value::Object(members) => {
            members.iter().flat_map(|(key, item)| [encoding.apply(key), text(item)]).collect()
        }
        value => return text(value),
    };
    parts.join(separator)
}

/// A parameter with a media type is that media type's text; JSON is the one there is.
fn content(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
