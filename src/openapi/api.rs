//! The operations that serve the document: as JSON, as YAML, and in Swagger UI.

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, OpenApi,
    param::Path,
    payload::{Html, Json, Payload, PlainText},
    registry::{MetaSchema, MetaSchemaRef},
};

use super::{page, served};
use crate::api::{ErrorBody, Subcode, Tag};

/// Pages and assets change with the program only.
const CACHE: &str = "public, max-age=3600";

/// A JSON object that was written before.
struct JsonText(&'static str);

impl Payload for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("object")))
    }
}

impl IntoResponse for JsonText {
    fn into_response(self) -> Response {
        Response::builder().content_type(Self::CONTENT_TYPE).body(self.0)
    }
}

#[derive(ApiResponse)]
enum JsonDocument {
    /// The document.
    #[oai(status = 200)]
    Ok(JsonText),
}

#[derive(ApiResponse)]
enum YamlDocument {
    /// The document.
    #[oai(status = 200, content_type = "application/yaml")]
    Ok(PlainText<&'static str>),
}

#[derive(ApiResponse)]
enum Page {
    /// Swagger UI on the document. The policy keeps the page from calling any other host.
    #[oai(status = 200)]
    Ok(Html<&'static str>, #[oai(header = "Content-Security-Policy")] String),
}

#[derive(ApiResponse)]
enum Asset {
    /// The script.
    #[oai(status = 200, content_type = "text/javascript")]
    Script(PlainText<&'static str>, #[oai(header = "Cache-Control")] String),
    /// The style.
    #[oai(status = 200, content_type = "text/css")]
    Style(PlainText<&'static str>, #[oai(header = "Cache-Control")] String),
    /// No such part of the page.
    #[oai(status = 404)]
    NotFound(Json<ErrorBody>),
}

/// Serves the document.
pub struct DocsApi;

#[expect(clippy::unused_async, reason = "poem-openapi takes handlers that are async only")]
#[OpenApi(tag = "Tag::Service")]
impl DocsApi {
    /// Read this document as JSON
    #[oai(path = "/openapi.json", method = "get", operation_id = "get_openapi_json")]
    async fn get_openapi_json(&self) -> JsonDocument {
        JsonDocument::Ok(JsonText(served::json()))
    }

    /// Read this document as YAML
    #[oai(path = "/openapi.yaml", method = "get", operation_id = "get_openapi_yaml")]
    async fn get_openapi_yaml(&self) -> YamlDocument {
        YamlDocument::Ok(PlainText(served::yaml()))
    }

    /// Explore and try the API
    ///
    /// Swagger UI, served whole by this server.
    #[oai(path = "/docs", method = "get", operation_id = "get_docs")]
    async fn get_docs(&self) -> Page {
        Page::Ok(Html(page::PAGE), page::POLICY.to_owned())
    }

    /// Read a part of the page at /docs
    #[oai(path = "/docs/:file", method = "get", operation_id = "get_docs_file")]
    async fn get_docs_file(
        &self,
        /// The file's name.
        file: Path<String>,
    ) -> Asset {
        match file.as_str() {
            "start.js" => Asset::Script(PlainText(page::START), CACHE.to_owned()),
            "swagger-ui.js" => Asset::Script(PlainText(page::script()), CACHE.to_owned()),
            "swagger-ui.css" => Asset::Style(PlainText(page::style()), CACHE.to_owned()),
            _ => Asset::NotFound(Json(ErrorBody::new(Subcode::NotFound, "The page has no such part."))),
        }
    }
}
