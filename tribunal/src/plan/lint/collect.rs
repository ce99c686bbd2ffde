//! Defects as they are found: each place and message once, in the end by place.

use std::collections::HashSet;

use super::examples::{self, Exhibit};
use crate::{
    document::{Direction, Document, Pointer, Position, view::Operation},
    plan::{Defect, OperationRef, code},
};

/// The defects of a document so far.
pub(in crate::plan) struct Defects<'d> {
    pub(super) document: &'d Document,
    found: Vec<Defect>,
    known: HashSet<(&'static str, Position, String)>,
    /// Examples to be held against their schemas.
    pub(super) exhibits: Vec<Exhibit<'d>>,
    /// Those among them, by place, schema and direction: components are used many times.
    pub(super) gathered: HashSet<(Pointer, Pointer, Direction)>,
}

impl<'d> Defects<'d> {
    pub(in crate::plan) fn new(document: &'d Document) -> Self {
        let (exhibits, gathered) = (Vec::new(), HashSet::new());
        Self { document, found: Vec::new(), known: HashSet::new(), exhibits, gathered }
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
    pub(in crate::plan) fn finish(mut self) -> Vec<Defect> {
        for defect in examples::judge(self.document, &std::mem::take(&mut self.exhibits)) {
            self.add(defect.code, defect.position, defect.message, defect.operation.as_ref());
        }
        for error in self.document.dangling_references() {
            let Some(position) = error.position() else { continue };
            // Whoever has followed it has told of it, with the operation.
            if !self.found.iter().any(|known| known.code == code::REFERENCE && known.position == *position) {
                self.add(code::REFERENCE, position.clone(), error.message(), None);
            }
        }
        let mut found = self.found;
        found.sort_by(|a, b| a.position.cmp(&b.position));
        found
    }
}
