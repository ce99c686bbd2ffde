//! A document as loaded: its files, its version, and the way from a pointer to a value and to a place.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Direction, DocumentError, Node, OpenApiVersion, Pointer, Position, Validator,
    folder::{self, Files},
    reference,
    schema::Validators,
    source::Source,
};
use crate::plan::SchemaRef;

/// An `OpenAPI` description with all its files, and the source position of every value.
#[derive(Debug)]
pub struct Document {
    source: Source,
    files: Files,
    version: OpenApiVersion,
    validators: Validators,
}

impl Document {
    /// Reads a document and the files of its folder that it refers to.
    ///
    /// # Errors
    /// A file that cannot be read, has a syntax error, or is no document of a supported version. What is wrong with
    /// another file is an error of the references that lead there.
    pub fn load(location: &str) -> Result<Self, DocumentError> {
        let source = Source::parse(location, folder::read(location)?)?;
        let version = version(&source)?;
        let files = folder::gather(location, &source);
        Ok(Self { source, files, version, validators: Validators::default() })
    }

    /// Parses a document that stands alone: a `$ref` to another file is an error where it is followed.
    ///
    /// # Errors
    /// A syntax error, or no document of a supported version.
    pub fn parse(file_name: &str, text: &str) -> Result<Self, DocumentError> {
        let source = Source::parse(file_name, text.to_owned())?;
        let version = version(&source)?;
        Ok(Self { source, files: Files::new(), version, validators: Validators::default() })
    }

    /// The whole document, references as they are.
    pub fn root(&self) -> &Value {
        self.source.value()
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

    /// The last segment of the file's name: what other files of the folder call it.
    pub(super) fn own_name(&self) -> &str {
        folder::own_name(self.source.name())
    }

    /// Where a value stands; what is not there has the place of its nearest parent.
    pub fn position(&self, pointer: &Pointer) -> Position {
        let source = self.source_of(pointer.file()).unwrap_or(&self.source);
        source.position(pointer)
    }

    /// The text of the line a position is on.
    pub fn source_line(&self, position: &Position) -> Option<&str> {
        let others = self.files.values().filter_map(|file| file.as_ref().ok());
        let source =
            std::iter::once(&self.source).chain(others).find(|source| source.name() == &*position.file)?;
        source.line(position.line)
    }

    /// The value a pointer leads to, references not followed.
    pub fn node(&self, pointer: &Pointer) -> Option<Node<'_>> {
        let value = self.source_of(pointer.file())?.value().pointer(pointer.inside())?;
        Some(Node { value, pointer: pointer.clone() })
    }

    /// The value at a place that [`Document::position`] gave, in whichever file.
    pub fn node_at(&self, position: &Position) -> Option<Node<'_>> {
        let named = |source: &Source| source.name() == &*position.file;
        let mut others = self.files.iter().filter_map(|(name, file)| Some((name, file.as_ref().ok()?)));
        let inside = position.pointer.as_str();
        if named(&self.source) {
            return self.node(&Pointer::parse(inside));
        }
        let (file, _) = others.find(|(_, source)| named(source))?;
        self.node(&Pointer::in_file(file, inside))
    }

    /// The value itself, or what its `$ref` (and the next one, and so on) leads to.
    ///
    /// # Errors
    /// A reference that leads nowhere, to itself, or where it may not.
    pub fn follow<'d>(&'d self, node: Node<'d>) -> Result<Node<'d>, DocumentError> {
        reference::follow(self, node)
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

    fn source_of(&self, file: Option<&str>) -> Option<&Source> {
        match file {
            None => Some(&self.source),
            Some(name) => self.files.get(name)?.as_ref().ok(),
        }
    }

    /// Why another file cannot be used; `None` if it can.
    pub(super) fn file_trouble(&self, name: &str) -> Option<&str> {
        match self.files.get(name) {
            Some(Ok(_)) => None,
            Some(Err(reason)) => Some(reason),
            None => Some("other files are not read for this document"),
        }
    }
}

fn version(source: &Source) -> Result<OpenApiVersion, DocumentError> {
    OpenApiVersion::of(source.value())
        .map_err(|(pointer, message)| DocumentError::Version { position: source.position(&pointer), message })
}
