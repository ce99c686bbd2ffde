//! The list of every API. With `app.rs` the only file that knows every feature.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use poem_openapi::OpenApiService;

use crate::api::gate::Operations;
use crate::api::{Member, SessionId, Sessions, UserId};
use crate::health::HealthApi;
use crate::infra::{Context, DatabaseError};
use crate::openapi::{self, DocsApi};

/// Every operation of every feature.
pub type Apis = (HealthApi, DocsApi);

/// All operations with their descriptions. Needs no database: the document is made from it.
pub fn service() -> OpenApiService<Apis, ()> {
    let apis = (HealthApi, DocsApi);
    OpenApiService::new(apis, "Plenary", env!("CARGO_PKG_VERSION"))
}

/// The operations of the served document, compiled once a process.
pub(crate) fn operations() -> Result<Arc<Operations>, String> {
    static COMPILED: OnceLock<Result<Arc<Operations>, String>> = OnceLock::new();
    COMPILED.get_or_init(|| Operations::compile(&openapi::document()).map(Arc::new)).clone()
}

/// Who says whether a session lives.
pub(crate) fn sessions() -> Arc<dyn Sessions> {
    struct Nobody;
    #[async_trait]
    impl Sessions for Nobody {
        async fn member(
            &self,
            _: &Context,
            _: UserId,
            _: SessionId,
        ) -> Result<Option<Member>, DatabaseError> {
            Ok(None)
        }
    }
    Arc::new(Nobody)
}
