//! Defects as they are found: each place and message once, in the end by place.

use std::collections::HashSet;

use crate::{
    document::{Document, Position, view::Operation},
    plan::{Defect, OperationRef, code},
};

/// The defects of a document so far.
pub(in crate::plan) struct Defects<'d> {
    pub(super) document: &'d Document,
    found: Vec<Defect>,
    known: HashSet<(&'static str, Position, String)>,
    /// Examples already held against their schemas: components are used many times.
    pub(super) judged: HashSet<(String, String, bool)>,
}

impl<'d> Defects<'d> {
    pub(in crate::plan) fn new(document: &'d Document) -> Self {
        Self { document, found: Vec::new(), known: HashSet::new(), judged: HashSet::new() }
    }

    /// Adds a defect unless it is known.
    pub(super) fn add(
        &mut self,
        code: &'static str,
        position: Position,
        message: String,
        operation: Option<&OperationRef>,
    ) {
        if self.known.insert((code, position.clone(), message.clone())) {
            self.found.push(Defect { code, message, position, operation: operation.cloned() });
        }
    }

    /// Adds a required value that the document does not give.
    pub(in crate::plan) fn value_missing(
        &mut self,
        operation: &Operation<'_>,
        message: String,
        position: Position,
    ) {
        self.add(code::VALUE_MISSING, position, message, Some(&operation.reference));
    }

    /// All of them, by place.
    pub(in crate::plan) fn finish(self) -> Vec<Defect> {
        let mut found = self.found;
        found.sort_by(|a, b| a.position.cmp(&b.position));
        found
    }
}
