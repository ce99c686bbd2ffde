//! Bodies and responses.

use super::{Examples, Parameter, operation::Reader};
use crate::document::{Node, OpenApiVersion};

/// A body in one media type.
#[derive(Clone, Debug)]
pub struct MediaType<'d> {
    /// As documented: `application/json; charset=utf-8`.
    pub name: &'d str,
    /// The schema of the body.
    pub schema: Option<Node<'d>>,
    /// The schema of each item, where the body is a sequence (`OpenAPI` 3.2).
    pub item_schema: Option<Node<'d>>,
    /// Its documented values.
    pub examples: Examples<'d>,
    /// The Media Type Object.
    pub node: Node<'d>,
}

impl<'d> MediaType<'d> {
    pub(super) fn read(reader: &mut Reader<'d>, name: &'d str, node: Node<'d>) -> Option<Self> {
        let node = reader.follow(node)?;
        let examples = Examples::read(reader, &node);
        let item_schema =
            node.get("itemSchema").filter(|_| reader.document.version() == OpenApiVersion::V3_2);
        Some(Self { name, schema: node.get("schema"), item_schema, examples, node })
    }

    /// All media types of a `content` object.
    pub(super) fn read_all(reader: &mut Reader<'d>, owner: &Node<'d>) -> Vec<Self> {
        let children: Vec<_> = owner.each("content").collect();
        children.into_iter().filter_map(|(name, node)| Self::read(reader, name, node)).collect()
    }

    /// The media type without parameters, in lower case.
    pub fn essence(&self) -> String {
        essence(self.name)
    }
}

/// A media type without its parameters, in lower case (RFC 9110 section 8.3.1).
pub fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or(name).trim().to_ascii_lowercase()
}

/// A documented response.
#[derive(Clone, Debug)]
pub struct Response<'d> {
    /// `200`, `4XX` or `default`.
    pub status: &'d str,
    /// Its bodies by media type.
    pub content: Vec<MediaType<'d>>,
    /// Its headers, `Content-Type` left out (`OpenAPI` 3.0.4, Response Object).
    pub headers: Vec<Parameter<'d>>,
    /// The media type Dredd names it by where it does not name it by its content (Swagger 2.0).
    pub produces: Option<Option<&'d str>>,
    /// The Response Object.
    pub node: Node<'d>,
}

impl<'d> Response<'d> {
    pub(super) fn read(reader: &mut Reader<'d>, status: &'d str, node: Node<'d>) -> Option<Self> {
        let node = reader.follow(node)?;
        let content = MediaType::read_all(reader, &node);
        let documented: Vec<_> = node.each("headers").collect();
        let headers = documented.into_iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        let headers = headers.filter_map(|(name, node)| Parameter::header(reader, name, node)).collect();
        let produces = node.value.get("x-produces").map(serde_json::Value::as_str);
        let produces = produces.filter(|_| reader.document.version() == OpenApiVersion::V2_0);
        Some(Self { status, content, headers, produces, node })
    }

    /// The status as a number; `None` for `default` and `4XX`.
    pub fn code(&self) -> Option<u16> {
        self.status.parse().ok().filter(|code| (100..600).contains(code))
    }
}
