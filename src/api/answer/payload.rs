//! Successes, each with its status, its headers and how both are documented.

use poem::http::{HeaderName, StatusCode, header};
use poem::{Body, Response};
use poem_openapi::payload::Json;
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, Registry};
use poem_openapi::types::{ParseFromJSON, ToHeader, ToJSON, Type};
use serde::Serialize;

use super::Given;
use crate::api::{Done, Envelope, ListMeta, Listing, Rejection};

/// What a success consists of.
pub(crate) trait Payload: Send {
    /// The statuses that it can have.
    const STATUSES: &'static [Given];

    /// What the document says of each, without a description: that is the operation's own.
    fn meta() -> Vec<MetaResponse>;

    fn register(registry: &mut Registry);

    fn response(self) -> Response;
}

/// What can be the `data` of a success: poem-openapi describes it, serde writes it, straight into the body.
pub(crate) trait Data: ParseFromJSON + ToJSON + Serialize + Send + Sync {}

impl<T: ParseFromJSON + ToJSON + Serialize + Send + Sync> Data for T {}

macro_rules! payloads {
    ($(
        $(#[$doc:meta])*
        $name:ident<T>: $status:literal $body:ty { $($header:ident: $value:ty = $key:ident $about:literal),* }
    )*) => {$(
        $(#[$doc])*
        pub(crate) struct $name<T: Data> { body: $body, $($header: $value),* }

        impl<T: Data> Payload for $name<T> {
            const STATUSES: &'static [Given] = &[Given::Status($status)];

            fn meta() -> Vec<MetaResponse> {
                vec![json::<$body>($status, vec![$(documented::<$value>(&header::$key, $about)),*])]
            }

            fn register(registry: &mut Registry) {
                <$body>::register(registry);
            }

            fn response(self) -> Response {
                written($status, &self.body, [$((header::$key, self.$header.to_header())),*])
            }
        }
    )*};
}

payloads! {
    /// One thing.
    Shown<T>: 200 Envelope<T> {}

    /// One page of a list.
    Listed<T>: 200 Listing<T> {
        link: Option<String> = LINK "Where the next page is, while there is more (RFC 8288)."
    }

    /// Something new.
    Created<T>: 201 Envelope<T> { location: String = LOCATION "Where it is." }

    /// One thing of a version.
    Versioned<T>: 200 Envelope<T> {
        tag: String = ETAG "Names its version: send it as `If-Match` to change nothing else."
    }

    /// Something new of a version.
    CreatedVersioned<T>: 201 Envelope<T> {
        location: String = LOCATION "Where it is.",
        tag: String = ETAG "Names its version: send it as `If-Match` to change nothing else."
    }

    /// What is done later.
    Deferred<T>: 202 Envelope<T> { location: String = LOCATION "Where the job is." }
}

impl<T: Data> Shown<T> {
    pub(crate) fn new(data: impl Into<T>) -> Self {
        Self { body: Envelope::new(data.into()) }
    }

    pub(crate) fn with_message(data: impl Into<T>, message: &str) -> Self {
        Self { body: Envelope::with_message(data.into(), message) }
    }
}

impl<T: Data> Listed<T> {
    /// A page with what `link` says about the next one.
    pub(crate) fn new(data: impl Into<T>, meta: ListMeta, link: Option<String>) -> Self {
        Self { body: Listing::new(data.into(), meta), link }
    }

    /// A page of the list at `path`. `others` are the other query parameters; those that are none are left out.
    pub(crate) fn at<R: Into<T>>(
        path: &str,
        others: &[(&str, Option<String>)],
        (rows, meta): (R, ListMeta),
    ) -> Self {
        let link = meta.link(path, others);
        Self::new(rows, meta, link)
    }
}

impl<T: Data> Created<T> {
    pub(crate) fn at(location: String, data: impl Into<T>) -> Self {
        Self { body: Envelope::new(data.into()), location }
    }

    pub(crate) fn with_message(location: String, data: impl Into<T>, message: &str) -> Self {
        Self { body: Envelope::with_message(data.into(), message), location }
    }
}

impl<T: Data> Versioned<T> {
    pub(crate) fn new(tag: String, data: impl Into<T>) -> Self {
        Self { body: Envelope::new(data.into()), tag }
    }

    pub(crate) fn with_message(tag: String, data: impl Into<T>, message: &str) -> Self {
        Self { body: Envelope::with_message(data.into(), message), tag }
    }
}

impl<T: Data> CreatedVersioned<T> {
    pub(crate) fn at(location: String, tag: String, data: impl Into<T>) -> Self {
        Self { body: Envelope::new(data.into()), location, tag }
    }
}

impl<T: Data> Deferred<T> {
    pub(crate) fn at(location: String, data: impl Into<T>) -> Self {
        Self { body: Envelope::new(data.into()), location }
    }
}

impl Payload for Done {
    const STATUSES: &'static [Given] = &[Given::Status(200)];

    fn meta() -> Vec<MetaResponse> {
        vec![json::<Self>(200, Vec::new())]
    }

    fn register(registry: &mut Registry) {
        <Self as Type>::register(registry);
    }

    fn response(self) -> Response {
        written(200, &self, [])
    }
}

/// One of two successes.
pub(crate) enum Either<A, B> {
    This(A),
    That(B),
}

impl<A: Payload, B: Payload> Payload for Either<A, B> {
    const STATUSES: &'static [Given] = &[Given::All(A::STATUSES), Given::All(B::STATUSES)];

    fn meta() -> Vec<MetaResponse> {
        A::meta().into_iter().chain(B::meta()).collect()
    }

    fn register(registry: &mut Registry) {
        A::register(registry);
        B::register(registry);
    }

    fn response(self) -> Response {
        match self {
            Self::This(this) => this.response(),
            Self::That(that) => that.response(),
        }
    }
}

/// The success of an operation whose success is like no other: its handler returns `Result<S, Failure<O>>`, where `S`
/// documents itself.
pub(crate) enum Special {}

impl Payload for Special {
    const STATUSES: &'static [Given] = &[];

    fn meta() -> Vec<MetaResponse> {
        Vec::new()
    }

    fn register(_: &mut Registry) {}

    fn response(self) -> Response {
        match self {}
    }
}

fn json<T: Type>(status: u16, headers: Vec<MetaHeader>) -> MetaResponse {
    let content_type = <Json<T> as poem_openapi::payload::Payload>::CONTENT_TYPE;
    let content = vec![MetaMediaType { content_type, schema: T::schema_ref() }];
    MetaResponse { description: "", status: Some(status), status_range: None, content, headers }
}

fn documented<T: Type>(name: &HeaderName, description: &str) -> MetaHeader {
    MetaHeader {
        name: name.to_string(),
        description: Some(description.to_owned()),
        required: T::IS_REQUIRED,
        deprecated: false,
        schema: T::schema_ref(),
    }
}

fn written<const N: usize>(
    status: u16,
    body: &impl Serialize,
    headers: [(HeaderName, Option<poem::http::HeaderValue>); N],
) -> Response {
    let bytes = match serde_json::to_vec(body) {
        Ok(bytes) => bytes,
        // No type of ours can fail to be written.
        Err(error) => return Rejection::unexpected(&error).response(),
    };
    let status = StatusCode::from_u16(status).unwrap_or_default();
    let mut response = Response::builder()
        .status(status)
        .content_type("application/json; charset=utf-8")
        .body(Body::from_vec(bytes));
    for (name, value) in headers {
        if let Some(value) = value {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
