//! The walk of one request through the gate.

use std::pin::pin;

use poem::Request;
use poem::http::{Method, header};

use super::form;
use super::limits::{self, BodyLimits, Cargo};
use super::operation::{Operation, Security};
use super::parameter::Given;
use super::path::PathValues;
use crate::api::{Caller, FieldError, Rejection, Subcode, Visitor};

/// Judges a request by its operation. The order is: size, caller, media type, then every field at once.
///
/// # Errors
///
/// 413, 401 or 403, 415, 400 as described; 503 when the caller cannot be looked up. What is left of the body has then
/// been taken off the line.
pub async fn enter(
    request: &mut Request,
    operation: &Operation,
    path: &PathValues,
    limits: BodyLimits,
) -> Result<(), Rejection> {
    let outcome = judge(request, operation, path, limits).await;
    // Who asked whether to send the body at all (RFC 9110, section 10.1.1) has its answer and sends none.
    if outcome.is_err() && !request.headers().contains_key(header::EXPECT) {
        limits::discard(pin!(request.take_body().into_async_read())).await;
    }
    outcome
}

async fn judge(
    request: &mut Request,
    operation: &Operation,
    path: &PathValues,
    limits: BodyLimits,
) -> Result<(), Rejection> {
    if request.method() == Method::HEAD {
        // Ranges are for GET alone (RFC 9110, section 14.2), and the routes take HEAD for a GET.
        request.headers_mut().remove(header::RANGE);
    }
    let cargo = operation.body.as_ref().map_or(Cargo::Nothing, |body| body.cargo(request));
    if content_length(request).is_some_and(|length| length > limits.size(cargo)) {
        return Err(limits.too_large(cargo));
    }
    authenticate(request, operation).await?;
    let mut errors = parameter_errors(request, operation, path);
    if let Some(body) = &operation.body {
        errors.extend(body.check(request, limits).await?);
    }
    if errors.is_empty() { Ok(()) } else { Err(invalid(errors)) }
}

async fn authenticate(request: &mut Request, operation: &Operation) -> Result<(), Rejection> {
    let caller = match operation.security {
        Security::Open => None,
        Security::Optional => Visitor::of(request).await?.0,
        Security::Required => Some(Caller::of(request).await?),
    };
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    Ok(())
}

fn parameter_errors(request: &Request, operation: &Operation, path: &PathValues) -> Vec<FieldError> {
    let Some(path) = &path.0 else { return vec![FieldError::new("path", "must be UTF-8, percent-encoded")] };
    let query = form::parse(request.uri().query().unwrap_or_default().as_bytes());
    let given = Given { path, query: &query, headers: request.headers() };
    operation.parameters.iter().flat_map(|parameter| parameter.errors(&given)).collect()
}

fn content_length(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// 400 with the subcode of the one field that is wrong, or the general one.
fn invalid(mut errors: Vec<FieldError>) -> Rejection {
    errors.sort();
    errors.dedup();
    let mut fields: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
    fields.dedup();
    let subcode = Subcode::of_fields(&fields);
    let message = match errors.as_slice() {
        [one] => sentence(one),
        _ if fields.len() == 1 => subcode.sentence().to_owned(),
        _ => format!("{} fields are not valid.", fields.len()),
    };
    Rejection::fields(subcode, message, errors)
}

fn sentence(error: &FieldError) -> String {
    let name = match error.pointer.as_str() {
        "" => "The body",
        pointer => pointer.trim_start_matches('/'),
    };
    format!("{name} {}.", error.message)
}
