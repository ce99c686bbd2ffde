//! The post-processor: reads what poem-openapi wrote and lets each step add its part.

use serde_json::Value;

use super::{ExampleFiles, merged::Merged, steps::STEPS};

/// A document with everything that could be added, and what could not.
#[derive(Debug)]
pub struct Completed {
    /// The document.
    pub document: Value,
    /// What is wrong with the endpoint definitions or the example files, one sentence
    /// each with the place. A test proves that there is none.
    pub defects: Vec<String>,
    /// Examples whose answer the recorder has not written yet.
    pub unrecorded: Vec<String>,
}

/// What the steps have beside the document.
pub(super) struct Context<'a> {
    pub(super) examples: &'a ExampleFiles,
    pub(super) defects: Vec<String>,
    pub(super) unrecorded: Vec<String>,
}

impl<'a> Context<'a> {
    pub(super) fn new(examples: &'a ExampleFiles) -> Self {
        Self { examples, defects: Vec::new(), unrecorded: Vec::new() }
    }

    pub(super) fn defect(&mut self, sentence: impl Into<String>) {
        self.defects.push(sentence.into());
    }
}

/// Completes the text that `OpenApiService::spec` gives.
pub fn complete(spec: &str, examples: &ExampleFiles) -> Completed {
    let mut context = Context::new(examples);
    let mut document = match serde_json::from_str(spec) {
        Ok(Merged(document)) => document,
        Err(error) => {
            context.defect(format!("the generated document is no JSON: {error}"));
            Value::Null
        }
    };
    for step in STEPS {
        step(&mut document, &mut context);
    }
    Completed { document, defects: context.defects, unrecorded: context.unrecorded }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{openapi, routes};

    fn completed(operation: &str, example: &str) -> Completed {
        let files = ExampleFiles::read([(operation.to_owned(), example.to_owned())]);
        complete(&routes::service().spec(), &files)
    }

    #[track_caller]
    fn assert_defect(operation: &str, example: &str, words: &[&str]) {
        let defects = completed(operation, example).defects;
        let told = |defect: &&String| words.iter().all(|word| defect.contains(word));
        assert_eq!(defects.iter().filter(told).count(), 1, "{words:?} in {defects:#?}");
    }

    const FOUND: &str =
        "- {name: found, summary: A user., as: anonymous, request: {path: {id: 2}}, response: {status: 200}}";

    #[test]
    fn what_finds_no_place_is_told_with_its_file_and_name() {
        assert!(completed("get_user", FOUND).defects.is_empty());
        let file = "openapi/examples/get_user.yaml: `found`:";
        assert_defect("get_users", FOUND, &["get_users.yaml", "no operation `get_users`", "get_user,"]);
        assert_defect("get_user", &FOUND.replace("id: 2", "ib: 2"), &[file, "no path parameter `ib`"]);
        assert_defect("get_user", &FOUND.replace("200", "418"), &[file, "does not document the status 418"]);
        assert_defect("get_user", &FOUND.replace("path: {id: 2}", "body: {}"), &[file, "request body"]);
        assert_defect("get_user", &FOUND.replace("summary", "sumary"), &["get_user.yaml", "sumary"]);
    }

    #[test]
    fn an_answer_that_is_not_recorded_is_named() {
        assert_eq!(completed("get_user", FOUND).unrecorded, ["get_user/200/found"]);
    }

    #[test]
    fn a_request_that_breaks_its_schema_for_a_400_stands_apart() {
        let invalid = FOUND.replace("id: 2", "id: 0").replace("200", "400").replace("found", "id_zero");
        let document = completed("get_user", &invalid).document;
        let parameters = document["paths"]["/users/{id}"]["get"]["parameters"].clone();
        let example = &parameters[0]["examples"]["id_zero"];
        assert_eq!((&example["x-invalid-value"], example.get("value")), (&json!(0), None), "{parameters:#}");
    }

    #[test]
    fn rules_add_what_every_operation_of_a_kind_can_answer() {
        let document = openapi::document();
        let statuses = |path: &str, method: &str| -> Vec<String> {
            let responses = document["paths"][path][method]["responses"].as_object();
            responses.into_iter().flat_map(|responses| responses.keys().cloned()).collect()
        };
        assert_eq!(statuses("/ping", "get"), ["200", "405", "429"]);
        assert_eq!(statuses("/auth/status", "get"), ["200", "401", "405", "429", "503"]);
        assert_eq!(
            statuses("/auth/token/refresh", "post"),
            ["200", "400", "401", "405", "413", "415", "429", "503"]
        );
    }

    #[test]
    fn what_is_made_is_linked_to_where_it_is_read() {
        let document = openapi::document();
        for (path, status) in [("/auth/register", "201"), ("/users", "201")] {
            let links = &document["paths"][path]["post"]["responses"][status]["links"];
            assert_eq!(links["get_user"]["parameters"]["id"], "$response.body#/data/user/id", "{path}");
        }
    }

    #[test]
    fn what_is_accepted_is_linked_to_its_job() {
        let document = openapi::document();
        let links = &document["paths"]["/messages"]["post"]["responses"]["202"]["links"];
        assert_eq!(links["get_job"]["parameters"]["job_id"], "$response.body#/data/job_id");
    }

    #[test]
    fn the_document_comes_out_the_same_every_time() {
        let again = complete(&routes::service().spec(), &ExampleFiles::embedded());
        assert_eq!(again.document, openapi::generated().document);
    }
}
