//! What requests hold.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiRequest, Object};

use crate::api::{FormFields, FormParts, JsonBody, MultipartForm, UploadedFile};
use crate::chats::model::TEXT_MAX;
use crate::chats::service::{Image, NewFile};

/// A message to be written, with an image that was uploaded before. It has a text, an image, or both.
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct NewChatMessage {
    /// Its words, not all of them blank.
    #[oai(validator(min_length = 1, max_length = 10000))]
    text: Option<String>,
    /// The number of an uploaded image.
    #[oai(validator(minimum(value = "1")))]
    image_id: Option<i64>,
}

/// A message to be written, with the image itself.
pub(in crate::chats) struct ChatMessageForm {
    text: Option<String>,
    image: Option<UploadedFile>,
}

impl FormFields for ChatMessageForm {
    fn schema_ref() -> MetaSchemaRef {
        let text = MetaSchema {
            description: Some("Its words, not all of them blank; an empty field is none."),
            max_length: Some(TEXT_MAX),
            ..MetaSchema::new("string")
        };
        let image = MetaSchema {
            description: Some("A PNG, JPEG, GIF or WebP."),
            ..MetaSchema::new_with_format("string", "binary")
        };
        let form = MetaSchema {
            properties: vec![
                ("text", MetaSchemaRef::Inline(Box::new(text))),
                ("image", MetaSchemaRef::Inline(Box::new(image))),
            ],
            ..MetaSchema::new("object")
        };
        MetaSchemaRef::Inline(Box::new(form))
    }

    fn take(parts: &FormParts) -> Option<Self> {
        // A page sends its text field whether or not somebody wrote into it.
        let text = parts.text("text").filter(|text| !text.is_empty());
        Some(Self { text, image: parts.file("image") })
    }
}

/// A message to be written, from a program or from a page.
#[derive(ApiRequest)]
pub(in crate::chats) enum CreateChatMessageRequest {
    /// With an image that was uploaded before.
    Json(JsonBody<NewChatMessage>),
    /// With the image itself.
    Form(MultipartForm<ChatMessageForm>),
}

/// What was sent, in whatever form.
pub(in crate::chats) struct Draft {
    /// The words.
    pub(in crate::chats) text: Option<String>,
    /// The image.
    pub(in crate::chats) image: Option<Image>,
}

impl From<CreateChatMessageRequest> for Draft {
    fn from(request: CreateChatMessageRequest) -> Self {
        match request {
            CreateChatMessageRequest::Json(JsonBody(NewChatMessage { text, image_id })) => {
                Self { text, image: image_id.map(Image::Known) }
            }
            CreateChatMessageRequest::Form(MultipartForm(ChatMessageForm { text, image })) => {
                let image = image.map(|UploadedFile { name, file }| Image::New(NewFile { name, file }));
                Self { text, image }
            }
        }
    }
}

/// What to change about a message.
#[derive(Clone, Debug, Object)]
pub(in crate::chats) struct ChatMessageChanges {
    /// Its new words, not all of them blank.
    #[oai(validator(min_length = 1, max_length = 10000))]
    pub(in crate::chats) text: String,
}
