//! All example files: one per operation, embedded in the program so that the served
//! document needs no folder beside it.

use std::{collections::BTreeMap, path::Path};

use include_dir::{Dir, include_dir};

use super::example::{Example, ExampleError, parse};

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/openapi/examples");

/// The cases of every operation, by `operationId`, and the files that could not be read.
#[derive(Debug, Default)]
pub struct ExampleFiles {
    by_operation: BTreeMap<String, Vec<Example>>,
    errors: Vec<ExampleError>,
}

impl ExampleFiles {
    /// The files as they were when the program was built.
    pub fn embedded() -> Self {
        let files = FOLDER.files().filter(|file| is_yaml(file.path()));
        Self::read(files.map(|file| (stem(file.path()), file.contents_utf8().unwrap_or_default().to_owned())))
    }

    /// The files of a folder on disk, for the recorder.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be read.
    pub fn folder(folder: &Path) -> std::io::Result<Self> {
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if is_yaml(&path) {
                files.push((stem(&path), std::fs::read_to_string(&path)?));
            }
        }
        Ok(Self::read(files))
    }

    /// Reads `(operationId, text)` pairs.
    pub fn read(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut read = Self::default();
        for (operation, text) in files {
            match parse(&operation, &text) {
                Ok(examples) => {
                    read.by_operation.insert(operation, examples);
                }
                Err(error) => read.errors.push(error),
            }
        }
        read
    }

    /// Operations with their cases, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Example])> {
        self.by_operation.iter().map(|(operation, examples)| (operation.as_str(), examples.as_slice()))
    }

    /// The cases of one operation, to be changed by the recorder.
    pub fn get_mut(&mut self, operation: &str) -> Option<&mut Vec<Example>> {
        self.by_operation.get_mut(operation)
    }

    /// Files that could not be read, each with its place.
    pub fn errors(&self) -> &[ExampleError] {
        &self.errors
    }
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml")
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}
