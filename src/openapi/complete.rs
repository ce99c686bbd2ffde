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
