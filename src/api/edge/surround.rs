//! Puts the layers around the routes, in one readable order.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt;
use poem::http::{HeaderValue, Method, header};
use poem::{Endpoint, Request, Response};
use tracing::Instrument;

use super::{cors, errors, headers, metrics_path, request_id};
use crate::api::gate::{self, Found, Operation, Operations};
use crate::api::{ClientAddress, Rejection, Sessions, Subcode};
use crate::infra::metrics::Metrics;
use crate::infra::{Context, RateLimit};

/// All routes with everything around them.
pub struct Edge<E> {
    /// The routes themselves.
    pub routes: E,
    /// The operations of the served document.
    pub operations: Arc<Operations>,
    /// The running instance.
    pub context: Context,
    /// Who says whether a session lives.
    pub sessions: Arc<dyn Sessions>,
    /// Requests from one address.
    pub limit: Arc<RateLimit<IpAddr>>,
    /// Counts and durations.
    pub metrics: Arc<Metrics>,
}

impl<E: Endpoint<Output = Response>> Endpoint for Edge<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let began = Instant::now();
        let id = request_id::of(&request);
        let asked = request.uri().path().to_owned();
        metrics_path::resolve(&mut request, &self.context.config.server.metrics_path);
        let span = tracing::info_span!("request", request_id = %id);
        request.set_data(self.context.clone());
        request.set_data(self.sessions.clone());
        request.set_data(self.metrics.clone());
        let method = request.method().clone();
        let address = ClientAddress::of(&request).0;
        let origin = request.headers().get(header::ORIGIN).cloned();

        async {
            let (operation, mut response) = self.answer(request, address).await;
            cors::allow(&self.context.config.cors, origin.as_ref(), response.headers_mut());
            headers::secure(&mut response, self.context.config.auth.cookie_secure);
            if let Ok(id) = HeaderValue::from_str(&id) {
                response.headers_mut().insert(request_id::REQUEST_ID, id);
            }
            let (status, took) = (response.status().as_u16(), began.elapsed());
            let operation = operation.as_deref().map_or("none", Operation::id);
            self.metrics.record(operation, &method, status, took);
            let microseconds = took.as_micros();
            tracing::info!(%method, path = asked, status, operation, %address, microseconds, "answered");
            Ok(response)
        }
        .instrument(span)
        .await
    }
}

impl<E: Endpoint<Output = Response>> Edge<E> {
    /// The answer, and the operation it is of.
    async fn answer(&self, request: Request, address: IpAddr) -> (Option<Arc<Operation>>, Response) {
        let path = request.uri().path();
        if request.method() == Method::OPTIONS {
            let allow = self.operations.allow(path);
            let cors = &self.context.config.cors;
            let answer = |allow: String| cors::options(cors, &allow, cors::is_preflight(&request));
            return (None, allow.map_or_else(|| Rejection::of(Subcode::NotFound).response(), answer));
        }
        if let Err(limited) = self.limit.check(&address) {
            return (None, Rejection::from(limited).response());
        }
        match self.operations.find(request.method(), path) {
            Found::Nothing => (None, Rejection::of(Subcode::NotFound).response()),
            Found::OtherMethod(allow) => {
                let rejection = Rejection::of(Subcode::MethodNotAllowed).header(header::ALLOW, allow);
                (None, rejection.response())
            }
            Found::Operation(operation, values) => {
                let response = self.operate(request, &operation, &values).await;
                (Some(operation), response)
            }
        }
    }

    /// Through the gate to the handler. A panic on the way is caught.
    async fn operate(
        &self,
        mut request: Request,
        operation: &Operation,
        values: &gate::PathValues,
    ) -> Response {
        let (server, storage) = (&self.context.config.server, &self.context.config.storage);
        let limits = gate::BodyLimits {
            bytes: server.body_limit as u64,
            file: storage.upload_limit,
            time: server.read_timeout,
        };
        let way = async {
            match gate::enter(&mut request, operation, values, limits).await {
                Ok(()) => errors::in_our_form(self.routes.get_response(request).await),
                Err(rejection) => rejection.response(),
            }
        };
        AssertUnwindSafe(way).catch_unwind().await.unwrap_or_else(|_| errors::after_panic())
    }
}
