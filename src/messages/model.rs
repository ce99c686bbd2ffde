//! The domain's words, and the rules of a message's content in the order in which they are checked.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use url::Url;

use crate::api::{MessageId, Subcode, UserId};
use crate::infra::kept;

/// The longest text, in characters.
pub const TEXT_MAX: usize = 10_000;
/// The longest address of an image or video, in bytes.
pub const URL_MAX: usize = 2_048;
/// The largest width or height, in pixels.
pub const SIDE_MAX: u64 = 100_000;

/// What a message says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// A picture that lies elsewhere.
    Image {
        /// Where.
        url: String,
        /// In pixels.
        width: u32,
        /// In pixels.
        height: u32,
    },
    /// A video that lies elsewhere.
    Video {
        /// Where.
        url: String,
        /// With whom.
        source: Source,
    },
}

kept! {
    /// Who shows a video.
    pub enum Source {
        /// `YouTube`.
        Youtube = "youtube",
        /// Vimeo.
        Vimeo = "vimeo",
    }
}

/// The first rule that a message breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The entry in the catalogue of errors.
    pub subcode: Subcode,
    /// Where in the request (RFC 6901).
    pub pointer: &'static str,
    /// What is wrong, in a sentence for people.
    pub message: String,
}

impl Problem {
    /// A broken rule.
    pub fn new(subcode: Subcode, pointer: &'static str, message: impl Into<String>) -> Self {
        Self { subcode, pointer, message: message.into() }
    }
}

/// Content of a known type that has not been read any further.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    kind: Kind,
    content: &'a Value,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Image,
    Video,
}

impl Content {
    /// The first half of the rules: there is content, and it says of which type it is.
    pub fn typed(content: Option<&Value>) -> Result<Typed<'_>, Problem> {
        let invalid = |message: &str| Problem::new(Subcode::InvalidMessageContent, "/content", message);
        let content = content.filter(|content| !content.is_null());
        let content = content.ok_or_else(|| invalid("A message needs a content."))?;
        if !content.is_object() {
            return Err(invalid("The content is an object with a type."));
        }
        let kind = match content.get("type").and_then(Value::as_str) {
            Some("text") => Kind::Text,
            Some("image") => Kind::Image,
            Some("video") => Kind::Video,
            _ => {
                let message = "The type is text, image or video.";
                return Err(Problem::new(Subcode::InvalidType, "/content/type", message));
            }
        };
        Ok(Typed { kind, content })
    }

    /// As it is kept and shown.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Text { text } => json!({ "type": "text", "text": text }),
            Self::Image { url, width, height } => {
                json!({ "type": "image", "url": url, "width": width, "height": height })
            }
            Self::Video { url, source } => json!({ "type": "video", "url": url, "source": source.word() }),
        }
    }
}

impl Typed<'_> {
    /// The second half: what the type asks for. The first rule that is broken counts.
    pub fn read(self) -> Result<Content, Problem> {
        match self.kind {
            Kind::Text => Ok(Content::Text { text: self.text()? }),
            Kind::Image => Ok(Content::Image {
                url: self.url()?,
                width: self.side("width", Subcode::InvalidWidth, "/content/width")?,
                height: self.side("height", Subcode::InvalidHeight, "/content/height")?,
            }),
            Kind::Video => Ok(Content::Video { url: self.url()?, source: self.source()? }),
        }
    }

    fn text(self) -> Result<String, Problem> {
        let text = self.content.get("text").and_then(Value::as_str);
        let text = text.filter(|text| !text.trim().is_empty() && text.chars().count() <= TEXT_MAX);
        text.map(str::to_owned).ok_or_else(|| {
            let message = format!("A text has 1 to {TEXT_MAX} characters, not all of them blank.");
            Problem::new(Subcode::InvalidText, "/content/text", message)
        })
    }

    fn url(self) -> Result<String, Problem> {
        let text = self.content.get("url").and_then(Value::as_str).filter(|text| text.len() <= URL_MAX);
        let is_web = |text: &&str| {
            Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        };
        text.filter(is_web).map(str::to_owned).ok_or_else(|| {
            let message = format!("A URL begins with http:// or https:// and has at most {URL_MAX} bytes.");
            Problem::new(Subcode::InvalidUrl, "/content/url", message)
        })
    }

    fn side(self, name: &str, subcode: Subcode, pointer: &'static str) -> Result<u32, Problem> {
        let pixels = self.content.get(name).and_then(Value::as_u64).filter(|it| (1..=SIDE_MAX).contains(it));
        pixels.and_then(|pixels| u32::try_from(pixels).ok()).ok_or_else(|| {
            let message = format!("The {name} is a whole number of pixels from 1 to {SIDE_MAX}.");
            Problem::new(subcode, pointer, message)
        })
    }

    fn source(self) -> Result<Source, Problem> {
        let source = self.content.get("source").and_then(Value::as_str).and_then(Source::parse);
        source.ok_or_else(|| {
            let message = "The source is youtube or vimeo.";
            Problem::new(Subcode::InvalidSource, "/content/source", message)
        })
    }
}

/// Which messages are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only what this user wrote; with a recipient, the conversation of the two.
    pub sender: Option<UserId>,
    /// Only what was written to this user; with a sender, the conversation of the two.
    pub recipient: Option<UserId>,
}

/// A message as it was delivered. A side that was removed for good is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its number.
    pub id: MessageId,
    /// Who wrote it.
    pub sender: Option<UserId>,
    /// To whom.
    pub recipient: Option<UserId>,
    /// What it says: an object as [`Content::to_value`] makes it.
    pub content: Value,
    /// When it was delivered.
    pub created_at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn problem(content: &Value) -> (u16, &'static str) {
        let read = Content::typed(Some(content)).and_then(Typed::read);
        let problem = read.expect_err("a broken rule");
        (problem.subcode.number(), problem.pointer)
    }

    #[test]
    fn good_content_is_kept_as_it_is() {
        for content in [
            json!({"type": "text", "text": " hi\n"}),
            json!({"type": "text", "text": "é".repeat(TEXT_MAX)}),
            json!({"type": "image", "url": "https://example.org/a.png", "width": 1, "height": SIDE_MAX}),
            json!({"type": "video", "url": "http://example.org/v", "source": "vimeo"}),
        ] {
            let read = Content::typed(Some(&content)).and_then(Typed::read).expect("good");
            assert_eq!(read.to_value(), content);
        }
    }

    #[test]
    fn nothing_or_something_odd_is_no_content() {
        assert_eq!(Content::typed(None).expect_err("none").subcode.number(), 4007);
        for content in [json!(null), json!("hi"), json!([]), json!(1)] {
            assert_eq!(problem(&content), (4007, "/content"), "{content}");
        }
    }

    #[test]
    fn the_first_broken_rule_is_told() {
        let url = "https://example.org/x";
        for (content, subcode, pointer) in [
            (json!({}), 4009, "/content/type"),
            (json!({"type": "sound", "text": ""}), 4009, "/content/type"),
            (json!({"type": 1}), 4009, "/content/type"),
            (json!({"type": "text"}), 4010, "/content/text"),
            (json!({"type": "text", "text": " \n"}), 4010, "/content/text"),
            (json!({"type": "text", "text": 7}), 4010, "/content/text"),
            (json!({"type": "text", "text": "x".repeat(TEXT_MAX + 1)}), 4010, "/content/text"),
            (json!({"type": "image"}), 4011, "/content/url"),
            (json!({"type": "image", "url": "javascript:alert(1)", "width": 0}), 4011, "/content/url"),
            (json!({"type": "image", "url": "https://", "width": 1}), 4011, "/content/url"),
            (json!({"type": "image", "url": url, "width": 0, "height": 0}), 4012, "/content/width"),
            (json!({"type": "image", "url": url, "width": 1.5}), 4012, "/content/width"),
            (json!({"type": "image", "url": url, "width": 1, "height": -1}), 4013, "/content/height"),
            (json!({"type": "image", "url": url, "width": 1, "height": "1"}), 4013, "/content/height"),
            (json!({"type": "video", "source": "x"}), 4011, "/content/url"),
            (json!({"type": "video", "url": url}), 4014, "/content/source"),
            (json!({"type": "video", "url": url, "source": "YouTube"}), 4014, "/content/source"),
        ] {
            assert_eq!(problem(&content), (subcode, pointer), "{content}");
        }
    }
}
