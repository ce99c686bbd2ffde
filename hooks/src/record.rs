//! The recorder: sends the request of every example to the running server and writes what
//! comes back into the example's file, for people to review in the diff.
//!
//! Only the answer is written. A status that is not the one the author wrote is a problem
//! to be told, never recorded.

use std::path::Path;

use plenary::{
    openapi::{self, ExampleFiles, example::Example},
    routes,
};
use serde_json::{Map, Value};
use tribunal::{check::Examples, isolation::DatabaseChoice, transport::Response};

use crate::suite::{Suite, SuiteError};

/// Headers that differ from one exchange to the next.
const NEVER_RECORDED: [&str; 2] = ["X-Request-Id", "Retry-After"];

/// What a recording came to.
#[derive(Debug, Default)]
pub struct Recorded {
    /// Examples with an answer.
    pub examples: usize,
    /// Files that changed.
    pub changed: Vec<String>,
    /// Examples that could not be recorded, and why.
    pub problems: Vec<String>,
}

/// Why nothing was recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// An example file cannot be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// An example file does not fit the document.
    #[error("{}", .0.join("\n"))]
    Defects(Vec<String>),
    /// The suite cannot be run.
    #[error(transparent)]
    Suite(#[from] SuiteError),
    /// An answer cannot be written as YAML.
    #[error("{0}")]
    Render(String),
}

/// Records every example of a folder.
///
/// # Errors
/// When the files do not fit the document, the server does not run, or a file cannot be written.
pub async fn record(folder: &Path, database: DatabaseChoice) -> Result<Recorded, RecordError> {
    let mut files = ExampleFiles::folder(folder)?;
    let completed = openapi::complete(&routes::service().spec(), &files);
    if !completed.defects.is_empty() {
        return Err(RecordError::Defects(completed.defects));
    }
    let document = format!("{:#}\n", completed.document);
    let suite = Suite { database, document, examples: Examples::Off, ..Suite::default() };
    let session = suite.open().await?;
    let mut recorded = Recorded::default();
    let operations = files.iter().map(|(operation, _)| operation.to_owned()).collect::<Vec<_>>();
    for operation in operations {
        let Some(examples) = files.get_mut(&operation) else { continue };
        for example in examples.iter_mut() {
            let id = format!("{operation}/{}/{}", example.response.status, example.name);
            let Some(transaction) = session.transactions().iter().find(|transaction| transaction.id == id)
            else {
                recorded.problems.push(format!("{id}: the document has no such transaction"));
                continue;
            };
            let result = session.run_one(transaction).await;
            match result.response {
                Some(response)
                    if response.status == example.response.status
                        && is_promised_type(
                            &response,
                            result.transaction.expected.content_type.as_deref(),
                        ) =>
                {
                    let promised =
                        promised_headers(&completed.document, &result.transaction.expected.position.pointer);
                    write_answer(example, &response, &promised);
                    recorded.examples += 1;
                }
                Some(response) => recorded.problems.push(format!(
                    "{id}: the server answers {} {}: {}",
                    response.status,
                    response.headers.get("content-type").unwrap_or("without a type"),
                    shortened(response.body.text().unwrap_or("bytes that are no text"))
                )),
                None => recorded.problems.push(format!("{id}: {:?}", result.verdict)),
            }
        }
        let text =
            openapi::example::render(examples).map_err(|error| RecordError::Render(error.to_string()))?;
        let path = folder.join(format!("{operation}.yaml"));
        if std::fs::read_to_string(&path)? != text {
            std::fs::write(&path, text)?;
            recorded.changed.push(path.display().to_string());
        }
    }
    recorded.problems.extend(session.close().await.errors);
    Ok(recorded)
}

/// The names of the headers that a Response Object promises and that are the same every time.
fn promised_headers(document: &Value, response: &tribunal::document::Pointer) -> Vec<String> {
    let headers = document.pointer(response.as_str()).and_then(|response| response.get("headers"));
    let names = headers.and_then(Value::as_object).into_iter().flat_map(Map::keys);
    names.filter(|name| !NEVER_RECORDED.contains(&name.as_str())).cloned().collect()
}

/// The beginning of a body that may be megabytes.
fn shortened(text: &str) -> String {
    text.chars().take(400).collect()
}

/// Whether an answer is of the media type that the example is written for.
fn is_promised_type(response: &Response, promised: Option<&str>) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let sent = response.headers.get("content-type").map(essence);
    // A document may promise a range: any type, any image.
    promised.is_none_or(|promised| match essence(promised).as_str() {
        "*/*" => sent.is_some(),
        promised => sent.as_deref() == Some(promised),
    })
}

fn write_answer(example: &mut Example, response: &Response, promised: &[String]) {
    let answer = &mut example.response;
    answer.headers =
        promised.iter().filter_map(|name| Some((name.clone(), response.headers.get(name)?.into()))).collect();
    let mut body = match (response.body.is_empty(), response.body.to_json()) {
        (true, _) => None,
        (false, Some(json)) => Some(json),
        (false, None) if answer.volatile.iter().any(String::is_empty) => Some(Value::from("...")),
        (false, None) => response.body.text().map(Value::from),
    };
    if let (Some(old), Some(new)) = (&answer.body, &mut body) {
        for pointer in &answer.volatile {
            keep(old, new, &pointer.split('/').skip(1).collect::<Vec<_>>());
        }
    } else if answer.volatile.iter().any(String::is_empty) {
        body = body.map(|_| Value::from("..."));
    }
    answer.body = body;
}

/// Keeps the old value where the new one differs by nature, so that a recording changes nothing.
fn keep(old: &Value, new: &mut Value, tokens: &[&str]) {
    let Some((token, rest)) = tokens.split_first() else {
        *new = old.clone();
        return;
    };
    let token = token.replace("~1", "/").replace("~0", "~");
    match (old, new) {
        (Value::Array(old), Value::Array(new)) => {
            for (index, (old, new)) in old.iter().zip(new).enumerate() {
                if token == "*" || token == index.to_string() {
                    keep(old, new, rest);
                }
            }
        }
        (Value::Object(old), Value::Object(new)) => {
            for (key, new) in new.iter_mut().filter(|(key, _)| token == "*" || token == **key) {
                if let Some(old) = old.get(key) {
                    keep(old, new, rest);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::keep;

    #[test]
    fn what_differs_by_nature_stays_as_it_was() {
        let old = json!({"data": {"users": [{"id": 1, "at": "then"}, {"id": 2, "at": "then"}]}});
        let mut new = json!({"data": {"users": [{"id": 1, "at": "now"}, {"id": 9, "at": "now"}]}});
        keep(&old, &mut new, &["data", "users", "*", "at"]);
        assert_eq!(new, json!({"data": {"users": [{"id": 1, "at": "then"}, {"id": 9, "at": "then"}]}}));
    }

    #[test]
    fn the_empty_pointer_is_the_whole_body() {
        let mut new = json!({"a": 1});
        keep(&json!("..."), &mut new, &[]);
        assert_eq!(new, json!("..."));
    }
}
