//! The list of every API. With `app.rs` the only file that knows every feature.

use std::sync::{Arc, OnceLock};

use poem_openapi::OpenApiService;

use crate::accounts::{AuthApi, UsersApi};
use crate::api::gate::Operations;
use crate::broadcasts::BroadcastsApi;
use crate::chats::ChatsApi;
use crate::events::{self, EventsApis};
use crate::exercises::{ExercisesApi, ScoresApi};
use crate::health::HealthApi;
use crate::jobs::JobsApi;
use crate::media::MediaApi;
use crate::messages::MessagesApi;
use crate::notifications::NotificationsApi;
use crate::openapi::{self, DocsApi};

/// Every operation of every feature.
pub type Apis = (
    HealthApi,
    AuthApi,
    UsersApi,
    MessagesApi,
    NotificationsApi,
    ChatsApi,
    BroadcastsApi,
    EventsApis,
    MediaApi,
    ExercisesApi,
    ScoresApi,
    JobsApi,
    DocsApi,
);

/// All operations with their descriptions. Needs no database: the document is made from it.
pub fn service() -> OpenApiService<Apis, ()> {
    let apis = (
        HealthApi,
        AuthApi,
        UsersApi,
        MessagesApi,
        NotificationsApi,
        ChatsApi,
        BroadcastsApi,
        events::APIS,
        MediaApi,
        ExercisesApi,
        ScoresApi,
        JobsApi,
        DocsApi,
    );
    OpenApiService::new(apis, "Plenary", env!("CARGO_PKG_VERSION"))
}

/// The operations of the served document, compiled once a process.
pub(crate) fn operations() -> Result<Arc<Operations>, String> {
    static COMPILED: OnceLock<Result<Arc<Operations>, String>> = OnceLock::new();
    COMPILED
        .get_or_init(|| {
            let document = openapi::read()
                .map_err(|error| format!("openapi/openapi.json: {error}; run `make openapi`"))?;
            Operations::compile(&document).map(Arc::new)
        })
        .clone()
}
