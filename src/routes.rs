//! The list of every API. With `app.rs` the only file that knows every feature.

use poem_openapi::OpenApiService;

use crate::accounts::{AuthApi, UsersApi};
use crate::health::HealthApi;
use crate::openapi::DocsApi;

/// Every operation of every feature.
pub type Apis = (HealthApi, AuthApi, UsersApi, DocsApi);

/// All operations with their descriptions. Needs no database: the document is made from it.
pub fn service() -> OpenApiService<Apis, ()> {
    let apis = (HealthApi, AuthApi, UsersApi, DocsApi);
    OpenApiService::new(apis, "Plenary", env!("CARGO_PKG_VERSION"))
}
