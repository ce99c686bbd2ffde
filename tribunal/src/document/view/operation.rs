//! Operations, one after the other as the document has them.

use super::{MediaType, Parameter, Response, Security, Served, Unsolicited, unsolicited};
use crate::{
    document::{Document, DocumentError, Node, OpenApiVersion, Pointer},
    plan::OperationRef,
};

/// The methods a Path Item Object can have (`OpenAPI` 3.1.1), as it writes them.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// One operation with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Operation<'d> {
    /// How it is named.
    pub reference: OperationRef,
    /// The path item's `summary`.
    pub path_summary: Option<&'d str>,
    /// Its own `summary`.
    pub summary: Option<&'d str>,
    /// Its parameters and the path item's that it does not replace. Without `Accept`, `Content-Type` and
    /// `Authorization`, which parameters cannot describe.
    pub parameters: Vec<Parameter<'d>>,
    /// Its request bodies by media type.
    pub bodies: Vec<MediaType<'d>>,
    /// Whether a request must have a body.
    pub body_required: bool,
    /// Its responses in the order of the document.
    pub responses: Vec<Response<'d>>,
    /// The credentials it asks for.
    pub security: Security,
    /// Where it is served.
    pub served: Served,
    /// The query parameters of the path item, each with whether it says `explode`: Dredd names the path by them.
    pub path_query: Vec<(&'d str, bool)>,
    /// The Operation Object.
    pub node: Node<'d>,
}

/// All operations of a document and what kept parts of it from being read.
#[derive(Debug)]
pub struct Operations<'d> {
    /// In the order of the document.
    pub list: Vec<Operation<'d>>,
    /// Callbacks and webhooks.
    pub unsolicited: Vec<Unsolicited>,
    /// References that lead nowhere, with the operation they belong to.
    pub troubles: Vec<Trouble>,
}

/// A part of the document that could not be read.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// Whether a reference is wrong; else it is the shape of something.
    pub reference: bool,
    /// What is wrong and where.
    pub error: DocumentError,
    /// The operation it belongs to.
    pub operation: Option<OperationRef>,
}

/// Reads and notes what cannot be read.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    operation: Option<OperationRef>,
    troubles: Vec<Trouble>,
}

impl<'d> Reader<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Self { document, operation: None, troubles: Vec::new() }
    }

    /// What a reference leads to; `None` and a trouble if nowhere.
    pub(super) fn follow(&mut self, node: Node<'d>) -> Option<Node<'d>> {
        match self.document.follow(node) {
            Ok(target) => Some(target),
            Err(error) => {
                self.troubles.push(Trouble { reference: true, error, operation: self.operation.clone() });
                None
            }
        }
    }

    /// Notes something of the wrong shape.
    pub(super) fn structure(&mut self, pointer: &Pointer, message: String) {
        let error = DocumentError::Schema { position: self.document.position(pointer), message };
        self.troubles.push(Trouble { reference: false, error, operation: self.operation.clone() });
    }
}

impl<'d> Operations<'d> {
    /// Reads all operations.
    pub fn of(document: &'d Document) -> Self {
        let mut reader = Reader::of(document);
        let (mut list, mut unsolicited) = (Vec::new(), Vec::new());
        let paths: Vec<_> = document.root_node().each("paths").collect();
        for (path, item) in paths.into_iter().filter(|(path, _)| path.starts_with('/')) {
            reader.operation = None;
            let Some(item) = reader.follow(item) else { continue };
            for (method, node) in methods(document.version(), &item) {
                let operation = operation(&mut reader, path, &item, method, node);
                unsolicited::callbacks(&mut reader, &operation.reference, &operation.node, &mut unsolicited);
                list.push(operation);
            }
        }
        reader.operation = None;
        unsolicited::webhooks(&mut reader, &mut unsolicited);
        Self { list, unsolicited, troubles: reader.troubles }
    }
}

/// The operations of a path item by their method, in the order of the document. Since 3.2 there is QUERY, and any
/// other method by its own name.
pub(super) fn methods<'d>(version: OpenApiVersion, item: &Node<'d>) -> Vec<(String, Node<'d>)> {
    let mut found = Vec::new();
    for (key, node) in item.members() {
        let new = version >= OpenApiVersion::V3_2;
        if METHODS.contains(&key) || new && key == "query" {
            found.push((key.to_ascii_uppercase(), node));
        } else if new && key == "additionalOperations" {
            let valid = |method: &str| http::Method::from_bytes(method.as_bytes()).is_ok();
            let others = node.members().filter(|(method, _)| valid(method));
            found.extend(others.map(|(method, node)| (method.to_owned(), node)));
        }
    }
    found
}

fn operation<'d>(
    reader: &mut Reader<'d>,
    path: &str,
    item: &Node<'d>,
    method: String,
    node: Node<'d>,
) -> Operation<'d> {
    let reference = OperationRef {
        id: node.text("operationId").map(str::to_owned),
        method,
        path: path.to_owned(),
        pointer: node.pointer.clone(),
    };
    reader.operation = Some(reference.clone());
    let body = node.get("requestBody").and_then(|body| reader.follow(body));
    let responses: Vec<_> = node.each("responses").filter(|(status, _)| !status.starts_with("x-")).collect();
    Operation {
        reference,
        path_summary: item.text("summary"),
        summary: node.text("summary"),
        parameters: parameters(reader, item, &node),
        bodies: body.as_ref().map(|body| MediaType::read_all(reader, body)).unwrap_or_default(),
        body_required: body.is_some_and(|body| body.flag("required")),
        responses: responses
            .into_iter()
            .filter_map(|(status, node)| Response::read(reader, status, node))
            .collect(),
        security: Security::read(reader, &node),
        served: Served::read(reader, item, &node),
        path_query: path_query(reader, item),
        node,
    }
}

/// The path item's query parameters, which only name the path.
fn path_query<'d>(reader: &Reader<'d>, item: &Node<'d>) -> Vec<(&'d str, bool)> {
    let list = item.get("parameters").or_else(|| item.get("x-query")).filter(|node| node.value.is_array());
    let nodes = list.into_iter().flat_map(|list| list.items());
    let nodes = nodes.filter_map(|node| reader.document.follow(node).ok());
    let query = nodes.filter(|node| node.text("in").is_none_or(|place| place == "query"));
    query.filter_map(|node| Some((node.text("name")?, node.flag("explode")))).collect()
}

/// An operation's parameter replaces the path item's of the same name and place.
fn parameters<'d>(reader: &mut Reader<'d>, item: &Node<'d>, operation: &Node<'d>) -> Vec<Parameter<'d>> {
    let mut merged: Vec<Parameter<'d>> = Vec::new();
    for owner in [item, operation] {
        for node in owner.get("parameters").into_iter().flat_map(|list| list.items()) {
            let Some(parameter) = Parameter::read(reader, node) else { continue };
            let described_elsewhere = ["accept", "content-type", "authorization"];
            let header = parameter.location == super::Location::Header;
            if header && described_elsewhere.iter().any(|name| parameter.name.eq_ignore_ascii_case(name)) {
                continue;
            }
            let same =
                |known: &Parameter<'_>| known.name == parameter.name && known.location == parameter.location;
            match merged.iter_mut().find(|known| same(known)) {
                Some(known) => *known = parameter,
                None => merged.push(parameter),
            }
        }
    }
    merged
}
