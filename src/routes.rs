//! The list of every API. With `app.rs` the only file that knows every feature.

use poem_openapi::OpenApiService;

use crate::health::HealthApi;

/// Every operation of every feature.
pub type Apis = HealthApi;

/// All operations with their descriptions. Needs no database: the document is made from it.
pub fn service() -> OpenApiService<Apis, ()> {
    let apis = HealthApi;
    OpenApiService::new(apis, "Plenary", env!("CARGO_PKG_VERSION"))
}
