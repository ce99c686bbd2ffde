//! The format of `openapi/examples/<operation_id>.yaml`: a list of cases. People
//! write the requests; the recorder writes the responses.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// One case of an operation: a request and the answer that it gets on the baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// `lower_snake_case`, once per operation and status.
    pub name: String,
    /// One sentence for the reader of the document.
    pub summary: String,
    /// The actor who sends (`x-actor`); the suite knows their credentials.
    #[serde(rename = "as")]
    pub actor: String,
    /// What is sent.
    #[serde(default, skip_serializing_if = "ExampleRequest::is_empty")]
    pub request: ExampleRequest,
    /// What comes back.
    pub response: ExampleResponse,
}

/// What is sent. A parameter that is not named here is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleRequest {
    /// Values of path parameters.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub path: Map<String, Value>,
    /// Values of query parameters.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub query: Map<String, Value>,
    /// Values of header parameters.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
    /// The media type of the body, where the operation takes more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The body as a value; a form is an object of its fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
}

impl ExampleRequest {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleResponse {
    /// The status code.
    pub status: u16,
    /// The media type of the body, where the answer can have more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Recorded: the headers that the document promises and that are the same every time.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub headers: Map<String, Value>,
    /// Recorded: the body, JSON as a value and anything else as text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// JSON pointers of what differs from one run to the next; `*` stands for any
    /// token and `""` for the whole body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub volatile: Vec<String>,
}

/// Why an example file cannot be used, in words for the one who wrote it.
#[derive(Debug, thiserror::Error)]
pub enum ExampleError {
    /// Not YAML, or not the format: unknown and missing fields are named with their line.
    #[error("openapi/examples/{operation}.yaml: {message}")]
    Format {
        /// The operation that the file is named after.
        operation: String,
        /// What the parser says, with the place.
        message: String,
    },
    /// A name that cannot be part of a transaction's id.
    #[error("openapi/examples/{operation}.yaml: the name `{name}` is not lower_snake_case")]
    Name {
        /// The operation that the file is named after.
        operation: String,
        /// The name as written.
        name: String,
    },
    /// Two cases that would pair with each other's answers.
    #[error("openapi/examples/{operation}.yaml: the name `{name}` stands there twice")]
    Repeated {
        /// The operation that the file is named after.
        operation: String,
        /// The name as written.
        name: String,
    },
}

/// Reads the cases of one operation and checks their names.
pub fn parse(operation: &str, text: &str) -> Result<Vec<Example>, ExampleError> {
    let examples: Vec<Example> = serde_saphyr::from_str(text).map_err(|error| ExampleError::Format {
        operation: operation.to_owned(),
        message: error.to_string(),
    })?;
    let mut seen = BTreeSet::new();
    for example in &examples {
        let name = example.name.clone();
        let operation = operation.to_owned();
        if !is_snake_case(&name) {
            return Err(ExampleError::Name { operation, name });
        }
        if !seen.insert(&example.name) {
            return Err(ExampleError::Repeated { operation, name });
        }
    }
    Ok(examples)
}

/// Writes the cases in the one form that `parse` reads back and that diffs line by line.
pub fn render(examples: &[Example]) -> Result<String, serde_saphyr::ser_error::Error> {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: usize::MAX };
    let mut text = String::new();
    for (index, example) in examples.iter().enumerate() {
        // A text that ends with blank lines at the end of a case would take one more for its own.
        if index > 0 && !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(&serde_saphyr::to_string_with_options(&[example], options.clone())?);
    }
    Ok(text)
}

fn is_snake_case(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "- name: found\n  summary: A user.\n  as: anonymous\n  request:\n    path:\n      id: 1\n  response:\n    status: 200\n";

    #[test]
    fn what_is_rendered_reads_back_the_same() {
        let mut examples = parse("get_user", ONE).unwrap();
        examples[0].response.body = Some(serde_json::json!({
            "a": "2026-01-01T00:00:00Z", "b": "yes", "c": "007", "d": "two\nlines: #x\n", "e": [], "f": {"g": null},
            "h": [{"i": 1.5, "j": "- k"}], "l": "", "m": "a long sentence that goes past the eightieth column and is not folded, for a diff"
        }));
        let text = render(&examples).unwrap();
        insta::assert_snapshot!(text);
        assert_eq!(parse("get_user", &text).unwrap(), examples);
        assert_eq!(render(&parse("get_user", &text).unwrap()).unwrap(), text);
    }

    #[test]
    fn a_text_that_ends_with_blank_lines_takes_none_of_those_between_cases() {
        let mut examples = parse("get_user", &(ONE.to_owned() + &ONE.replace("found", "again"))).unwrap();
        examples[0].response.body = Some("id: 1\n\n".into());
        let text = render(&examples).unwrap();
        assert_eq!(parse("get_user", &text).unwrap(), examples, "{text}");
    }

    #[test]
    fn an_unknown_field_is_named_with_its_place() {
        let error = parse("get_user", &ONE.replace("path:", "paht:")).unwrap_err().to_string();
        assert!(error.contains("openapi/examples/get_user.yaml") && error.contains("paht"), "{error}");
        assert!(error.contains("line 5"), "{error}");
    }

    #[test]
    fn a_name_is_snake_case_and_stands_once() {
        let bad = parse("get_user", &ONE.replace("found", "Not Found")).unwrap_err().to_string();
        assert!(bad.contains("`Not Found` is not lower_snake_case"), "{bad}");
        let twice = parse("get_user", &format!("{ONE}{ONE}")).unwrap_err().to_string();
        assert!(twice.contains("`found` stands there twice"), "{twice}");
    }
}
