//! Who calls: a bearer token (RFC 6750), or the session cookie of a browser.
//!
//! A token is believed when its signature and end hold *and* the database says that its session lives and its user
//! may log in. That question is the trait [`Sessions`]; accounts answer it.

use std::sync::Arc;

use async_trait::async_trait;
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};

use super::{Rejection, SessionId, Subcode, UserId};
use crate::infra::{Context, DatabaseError, TokenError, TokenKind};

/// The name of the session cookie.
pub(crate) const SESSION_COOKIE: &str = "plenary_session";

/// An authenticated caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who calls.
    pub user: UserId,
    /// By which login.
    pub session: SessionId,
    /// Whether the user is an administrator now.
    pub admin: bool,
}

/// A caller who need not be anybody: an operation that shows more to those it knows.
///
/// A token that is sent must be good. A session cookie that is not counts as none: browsers send it unasked, and a
/// stale one must not close public pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor(pub Option<Caller>);

impl Visitor {
    /// Finds out who sends a request, if anybody known does.
    ///
    /// # Errors
    ///
    /// 401 for a bad token, 503 without a database.
    pub async fn of(request: &Request) -> Result<Self, Rejection> {
        match Caller::of(request).await {
            Ok(caller) => Ok(Self(Some(caller))),
            Err(rejection) if rejection.is_server_error() => Err(rejection),
            Err(_) if !request.headers().contains_key(header::AUTHORIZATION) => Ok(Self(None)),
            Err(rejection) => Err(rejection),
        }
    }
}

/// What the database knows of a live session's user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Whether the user is an administrator.
    pub admin: bool,
}

/// Says whether a session lives.
#[async_trait]
pub trait Sessions: Send + Sync + 'static {
    /// The user of a live session; none when the session has ended or the user is inactive or deleted.
    async fn member(
        &self,
        context: &Context,
        user: UserId,
        session: SessionId,
    ) -> Result<Option<Member>, DatabaseError>;
}

impl Caller {
    /// Finds out who sends a request.
    ///
    /// # Errors
    ///
    /// 401 without a good token, 403 for an unsafe request of a browser that comes from elsewhere, 503 without a
    /// database.
    pub async fn of(request: &Request) -> Result<Self, Rejection> {
        if let Some(known) = request.extensions().get::<Self>() {
            return Ok(*known);
        }
        let (kind, token) = credentials(request)?;
        let (Some(context), Some(sessions)) =
            (request.data::<Context>(), request.data::<Arc<dyn Sessions>>())
        else {
            return Err(Rejection::unexpected(&std::io::Error::other("routes without a context")));
        };
        let claims = context.tokens.read(kind, &token, context.clock.now())?;
        let user = UserId(claims.user().ok_or(TokenError::Invalid)?);
        let session = SessionId(claims.sid);
        let member = sessions.member(context, user, session).await?.ok_or(TokenError::Revoked)?;
        Ok(Self { user, session, admin: member.admin })
    }
}

/// The token and its kind. The header wins over the cookie: it is the explicit one.
fn credentials(request: &Request) -> Result<(TokenKind, String), Rejection> {
    if let Some(value) = request.headers().get(header::AUTHORIZATION) {
        let value = value.to_str().map_err(|_| TokenError::Invalid)?;
        let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(TokenError::Invalid.into());
        }
        return Ok((TokenKind::Access, token.trim().to_owned()));
    }
    let missing = || Rejection::new(Subcode::BadToken, "Missing Authorization Header");
    let token = cookie(request, SESSION_COOKIE).ok_or_else(missing)?;
    if !request.method().is_safe() && !is_same_origin(request) {
        let message = "A request with the session cookie must come from the same origin.";
        return Err(Rejection::new(Subcode::Forbidden, message));
    }
    Ok((TokenKind::Session, token))
}

fn cookie(request: &Request, name: &str) -> Option<String> {
    let values = request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = values.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, value)| *key == name && !value.is_empty()).map(|(_, value)| value.to_owned())
}

/// Whether a browser sent this from a page of ours (Fetch metadata, else the `Origin` header of RFC 6454).
fn is_same_origin(request: &Request) -> bool {
    if let Some(site) = request.headers().get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let text =
        |name| request.headers().get(name).and_then(|value: &poem::http::HeaderValue| value.to_str().ok());
    let origin = text(header::ORIGIN).and_then(|origin| origin.split_once("://"));
    matches!((origin, text(header::HOST)), (Some((_, origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

macro_rules! security_extractor {
    ($name:ident, optional: $optional:literal) => {
        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut Registry) {
                register_schemes(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                vec![BEARER, SESSION]
            }

            fn has_security_fallback() -> bool {
                $optional
            }

            async fn from_request(
                request: &'a Request,
                _body: &mut RequestBody,
                _options: ExtractParamOptions<Self::ParamType>,
            ) -> poem::Result<Self> {
                Ok(Self::of(request).await?)
            }
        }
    };
}

security_extractor!(Caller, optional: false);
security_extractor!(Visitor, optional: true);

const BEARER: &str = "bearer";
const SESSION: &str = "session";

fn register_schemes(registry: &mut Registry) {
    let bearer = MetaSecurityScheme {
        scheme: Some("bearer"),
        bearer_format: Some("JWT"),
        ..scheme("http", "An access token from a login.")
    };
    let session = MetaSecurityScheme {
        name: Some(SESSION_COOKIE),
        key_in: Some("cookie"),
        ..scheme("apiKey", "The cookie a login sets, for browsers. Unsafe methods must be same-origin.")
    };
    registry.create_security_scheme(BEARER, bearer);
    registry.create_security_scheme(SESSION, session);
}

const fn scheme(ty: &'static str, description: &'static str) -> MetaSecurityScheme {
    MetaSecurityScheme {
        ty,
        description: Some(description),
        name: None,
        key_in: None,
        scheme: None,
        bearer_format: None,
        flows: None,
        openid_connect_url: None,
    }
}
