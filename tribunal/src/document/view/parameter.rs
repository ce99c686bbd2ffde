//! Parameters of operations and headers of responses.

use super::{Examples, MediaType, operation::Reader};
use crate::document::Node;

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path template.
    Path,
    /// After the `?`.
    Query,
    /// A header field.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// All that is after the `?` (3.2).
    QueryString,
}

impl Location {
    /// As documents write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let all = [Self::Path, Self::Query, Self::Header, Self::Cookie, Self::QueryString];
        all.into_iter().find(|place| place.as_str() == text)
    }
}

/// How a value becomes text (`OpenAPI` 3.1.1, Style Values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;color=blue`
    Matrix,
    /// `.blue`
    Label,
    /// `blue`
    Simple,
    /// `color=blue`
    Form,
    /// `color=blue%20black`
    SpaceDelimited,
    /// `color=blue|black`
    PipeDelimited,
    /// `color[R]=100`
    DeepObject,
    /// `color=blue%09black` (Swagger 2.0, `collectionFormat: tsv`)
    TabDelimited,
    /// `color=blue; color=black`, not encoded (3.2)
    Cookie,
}

impl Style {
    /// The style of that name.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "matrix" => Self::Matrix,
            "label" => Self::Label,
            "simple" => Self::Simple,
            "form" => Self::Form,
            "spaceDelimited" => Self::SpaceDelimited,
            "pipeDelimited" => Self::PipeDelimited,
            "deepObject" => Self::DeepObject,
            "tabDelimited" => Self::TabDelimited,
            "cookie" => Self::Cookie,
            _ => return None,
        })
    }
}

/// A parameter, or a header of a response.
#[derive(Clone, Debug)]
pub struct Parameter<'d> {
    /// Its name.
    pub name: &'d str,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be there. Path parameters always must.
    pub required: bool,
    /// How its value is written.
    pub style: Style,
    /// Whether each item or member stands for itself.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// Its schema.
    pub schema: Option<Node<'d>>,
    /// Its media type, where it has one instead of a schema and a style.
    pub content: Option<MediaType<'d>>,
    /// Its documented values.
    pub examples: Examples<'d>,
    /// The Parameter or Header Object.
    pub node: Node<'d>,
}

impl<'d> Parameter<'d> {
    /// A Parameter Object; `None` (and a trouble) if it is none.
    pub(super) fn read(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Self> {
        let node = reader.follow(node)?;
        let (Some(name), Some(place)) = (node.text("name"), node.text("in")) else {
            reader.structure(&node.pointer, "a parameter needs `name` and `in`".to_owned());
            return None;
        };
        let Some(location) = Location::parse(place) else {
            let message = format!("unknown place `in: {place}`: write path, query, header or cookie");
            reader.structure(&node.pointer.join("in"), message);
            return None;
        };
        Some(Self::with(reader, name, location, node))
    }

    /// A Header Object: a parameter without `name` and `in`, always in style `simple`.
    pub(super) fn header(reader: &mut Reader<'d>, name: &'d str, node: Node<'d>) -> Option<Self> {
        let node = reader.follow(node)?;
        Some(Self::with(reader, name, Location::Header, node))
    }

    fn with(reader: &mut Reader<'d>, name: &'d str, location: Location, node: Node<'d>) -> Self {
        let usual = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::QueryString | Location::Cookie => Style::Form,
        };
        let style = node.text("style").map_or(usual, |text| {
            Style::parse(text).unwrap_or_else(|| {
                reader.structure(&node.pointer.join("style"), format!("unknown style `{text}`"));
                usual
            })
        });
        let explode = node.value.get("explode").and_then(serde_json::Value::as_bool);
        let content = node.each("content").next();
        let content = content.and_then(|(name, child)| MediaType::read(reader, name, child));
        let mut examples = Examples::read(reader, &node);
        if let Some(content) = content.as_ref().filter(|_| examples.all().next().is_none()) {
            examples = content.examples.clone();
        }
        Self {
            name,
            location,
            required: location == Location::Path || node.flag("required"),
            style,
            explode: explode.unwrap_or(matches!(style, Style::Form | Style::Cookie)),
            allow_reserved: node.flag("allowReserved"),
            schema: node.get("schema"),
            content,
            examples,
            node,
        }
    }

    /// The schema, be it its own or that of its media type.
    pub fn any_schema(&self) -> Option<&Node<'d>> {
        self.schema.as_ref().or_else(|| self.content.as_ref().and_then(|content| content.schema.as_ref()))
    }
}
