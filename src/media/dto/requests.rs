//! What requests hold.

use poem_openapi::Object;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};

use crate::api::{DataUri, FormFields, FormParts, UploadedFile};

/// A form with one file.
pub(in crate::media) struct UploadForm {
    /// The file.
    pub(in crate::media) file: UploadedFile,
}

impl FormFields for UploadForm {
    fn schema_ref() -> MetaSchemaRef {
        let file = MetaSchema {
            description: Some("The file, with or without a name."),
            ..MetaSchema::new_with_format("string", "binary")
        };
        let form = MetaSchema {
            properties: vec![("file", MetaSchemaRef::Inline(Box::new(file)))],
            required: vec!["file"],
            ..MetaSchema::new("object")
        };
        MetaSchemaRef::Inline(Box::new(form))
    }

    fn take(parts: &FormParts) -> Option<Self> {
        Some(Self { file: parts.file("file")? })
    }
}

/// An image in a text.
#[derive(Clone, Debug, Object)]
pub(in crate::media) struct ImageRequest {
    /// `data:image/png;base64,...` with the bytes of a PNG, JPEG, GIF or WebP. What it says about its type is not
    /// believed.
    pub(in crate::media) image: DataUri,
}
