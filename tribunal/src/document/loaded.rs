//! A document as loaded: its files, its version, and the way from a pointer to a value and to a place.

use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::{
    Direction, DocumentError, LoadOptions, Node, OpenApiVersion, Pointer, Position, Validator,
    files::{Files, own_name},
    reference,
    schema::{Identities, Validators},
    source::Source,
    swagger::Rewritten,
};
use crate::plan::SchemaRef;

/// An `OpenAPI` description with all its files, and the source position of every value.
#[derive(Debug)]
pub struct Document {
    source: Source,
    files: Files,
    version: OpenApiVersion,
    /// A document of version 2.0 in the words of 3.0.
    rewritten: Option<Rewritten>,
    identities: OnceLock<Identities>,
    validators: Validators,
}

impl Document {
    /// Reads a document, by its path or http(s) address, and the files of its folder that it refers to.
    ///
    /// # Errors
    /// A file that cannot be read, has a syntax error, or is no document of a supported version. What is wrong with
    /// another file is an error of the references that lead there.
    pub fn load(location: &str) -> Result<Self, DocumentError> {
        Self::load_with(location, &LoadOptions::default())
    }

    /// The same, with limits of its own and perhaps with files from outside of its folder.
    ///
    /// # Errors
    /// Those of [`Document::load`].
    pub fn load_with(location: &str, options: &LoadOptions) -> Result<Self, DocumentError> {
        let (source, files) = Files::load(location, options)?;
        Self::of(source, files)
    }

    /// Parses a document that stands alone: a `$ref` to another file is an error where it is followed.
    ///
    /// # Errors
    /// A syntax error, or no document of a supported version.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, DocumentError> {
        let source = Source::parse(file_name, text.to_owned())?;
        Self::of(source, Files::none(own_name(file_name)))
    }

    fn of(source: Source, files: Files) -> Result<Self, DocumentError> {
        let version = version(&source)?;
        let (identities, validators) = (OnceLock::new(), Validators::default());
        let mut document = Self { source, files, version, rewritten: None, identities, validators };
        if version == OpenApiVersion::V2_0 {
            document.rewritten = Some(Rewritten::of(&document));
        }
        Ok(document)
    }

    /// The whole document, references as they are; one of version 2.0 in the words of 3.0.
    pub fn root(&self) -> &Value {
        self.rewritten.as_ref().map_or_else(|| self.source.value(), |rewritten| &rewritten.root)
    }

    /// The whole document with its place.
    pub fn root_node(&self) -> Node<'_> {
        Node { value: self.root(), pointer: Pointer::root() }
    }

    /// `info.title`, empty if there is none.
    pub fn title(&self) -> &str {
        self.root().pointer("/info/title").and_then(Value::as_str).unwrap_or_default()
    }

    /// The version of `OpenAPI` it is written in.
    pub fn version(&self) -> OpenApiVersion {
        self.version
    }

    /// The file as the user named it.
    pub fn file_name(&self) -> &str {
        self.source.name()
    }

    /// Where a value stands; what is not there has the place of its nearest parent.
    pub fn position(&self, pointer: &Pointer) -> Position {
        let original = self.rewritten.as_ref().map(|rewritten| rewritten.original(pointer));
        let pointer = original.as_ref().unwrap_or(pointer);
        let source = pointer.file().and_then(|file| self.files.get(file)).unwrap_or(&self.source);
        source.position(pointer)
    }

    /// The text of the line a position is on.
    pub fn source_line(&self, position: &Position) -> Option<&str> {
        let others = self.files.all().map(|(_, source)| source);
        let source =
            std::iter::once(&self.source).chain(others).find(|source| source.name() == &*position.file)?;
        source.line(position.line)
    }

    /// The value a pointer leads to, references not followed.
    pub fn node(&self, pointer: &Pointer) -> Option<Node<'_>> {
        let file = match pointer.file() {
            None => self.root(),
            Some(name) => self.files.get(name)?.value(),
        };
        let value = file.pointer(pointer.inside())?;
        Some(Node { value, pointer: pointer.clone() })
    }

    /// The value at a place that [`Document::position`] gave, in whichever file.
    pub fn node_at(&self, position: &Position) -> Option<Node<'_>> {
        let named = |source: &Source| source.name() == &*position.file;
        let inside = position.pointer.as_str();
        let original = if named(&self.source) {
            Pointer::parse(inside)
        } else {
            let (file, _) = self.files.all().find(|(_, source)| named(source))?;
            Pointer::in_file(file, inside)
        };
        match &self.rewritten {
            Some(rewritten) => self.node(&rewritten.rewritten(&original)),
            None => self.node(&original),
        }
    }

    /// The value itself, or what its `$ref` (and the next one, and so on) leads to.
    ///
    /// # Errors
    /// A reference that leads nowhere, to itself, or where it may not.
    pub fn follow<'d>(&'d self, node: Node<'d>) -> Result<Node<'d>, DocumentError> {
        reference::follow(self, node)
    }

    /// What the value's own `$ref` leads to, be that another reference; `None` where it has none. In 3.1 a schema with a
    /// `$ref` has other keywords beside it, which [`Document::follow`] passes over.
    ///
    /// # Errors
    /// A reference that leads nowhere or where it may not.
    pub fn hop<'d>(&'d self, node: &Node<'d>) -> Result<Option<Node<'d>>, DocumentError> {
        reference::hop(self, node)
    }

    /// Every reference that leads nowhere or where it may not, whether something needs it or not.
    pub fn dangling_references(&self) -> Vec<DocumentError> {
        reference::dangling(self)
    }

    /// The compiled schema, cached by place and direction.
    ///
    /// # Errors
    /// A schema that is none, or a reference inside it that leads nowhere.
    pub fn validator(
        &self,
        schema: &SchemaRef,
        direction: Direction,
    ) -> Result<Arc<Validator>, DocumentError> {
        self.validators.get(self, &schema.pointer, direction)
    }

    /// The files it refers to.
    pub(super) fn files(&self) -> &Files {
        &self.files
    }

    /// The files it refers to that could be read, with their names.
    pub(super) fn other_files(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files.all()
    }

    /// What its schemas call themselves.
    pub(super) fn identities(&self) -> &Identities {
        self.identities.get_or_init(|| Identities::of(self))
    }
}

fn version(source: &Source) -> Result<OpenApiVersion, DocumentError> {
    OpenApiVersion::of(source.value())
        .map_err(|(pointer, message)| DocumentError::Version { position: source.position(&pointer), message })
}
