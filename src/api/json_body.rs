//! A JSON body, as handlers get it: the value that the request validation has parsed and judged, not its text again.

use std::sync::{Arc, Mutex, PoisonError};

use poem::{Request, RequestBody};
use poem_openapi::error::ParseRequestPayloadError;
use poem_openapi::impl_apirequest_for_payload;
use poem_openapi::payload::{Json, ParsePayload, Payload};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseFromJSON, Type};
use serde_json::Value;

/// The value of a body, which can be taken once.
#[derive(Clone)]
pub(super) struct JudgedValue(Arc<Mutex<Option<Value>>>);

impl JudgedValue {
    pub(super) fn new(value: Value) -> Self {
        Self(Arc::new(Mutex::new(Some(value))))
    }

    fn take(&self) -> Option<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A body of the type `application/json`.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

impl<T: Type> Payload for JsonBody<T> {
    const CONTENT_TYPE: &'static str = Json::<T>::CONTENT_TYPE;

    fn check_content_type(content_type: &str) -> bool {
        Json::<T>::check_content_type(content_type)
    }

    fn schema_ref() -> MetaSchemaRef {
        T::schema_ref()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

impl<T: ParseFromJSON> ParsePayload for JsonBody<T> {
    const IS_REQUIRED: bool = T::IS_REQUIRED;

    /// Null where there is no value, as for a body that may be left out.
    async fn from_request(request: &Request, _body: &mut RequestBody) -> poem::Result<Self> {
        let value = request.extensions().get::<JudgedValue>().and_then(JudgedValue::take);
        let parsed = T::parse_from_json(Some(value.unwrap_or_default()));
        Ok(Self(parsed.map_err(|error| ParseRequestPayloadError { reason: error.into_message() })?))
    }
}

impl_apirequest_for_payload!(JsonBody<T>, T: ParseFromJSON);
