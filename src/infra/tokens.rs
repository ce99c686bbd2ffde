//! Signed tokens (JWT, RFC 7519; HS256 only). Whether a session still lives is for the database to say.

use std::time::Duration;

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::hs256;
use crate::config::AuthConfig;

/// What a token is good for. One kind is never accepted in place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// Calls the API, in `Authorization: Bearer`.
    Access,
    /// Gets the next pair of tokens, once.
    Refresh,
    /// Calls the API from a browser, in the session cookie.
    Session,
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// The user's id, as text (RFC 7519, section 4.1.2).
    pub sub: String,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// When it ends, in seconds since 1970.
    pub exp: i64,
    /// The token's own id.
    pub jti: Uuid,
    /// The session's id.
    pub sid: i64,
    /// What it is good for.
    pub kind: TokenKind,
}

impl Claims {
    /// The user's id.
    pub fn user(&self) -> Option<i64> {
        self.sub.parse().ok()
    }
}

/// Why a token is not accepted. The texts are part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// Not three parts with dots between.
    #[error("Not enough segments")]
    Segments,
    /// Past its end.
    #[error("Token has expired")]
    Expired,
    /// Its session was ended, or its user may no longer log in.
    #[error("Token has been revoked")]
    Revoked,
    /// Anything else: a wrong signature, algorithm, kind or claim.
    #[error("Invalid token")]
    Invalid,
}

/// Makes and reads tokens.
pub struct Tokens {
    sign: EncodingKey,
    check: DecodingKey,
    access_ttl: Duration,
    refresh_ttl: Duration,
}

impl Tokens {
    /// Tokens under the configured secret.
    pub fn new(config: &AuthConfig) -> Self {
        hs256::install();
        let secret = config.secret.reveal().as_bytes();
        Self {
            sign: EncodingKey::from_secret(secret),
            check: DecodingKey::from_secret(secret),
            access_ttl: config.access_ttl,
            refresh_ttl: config.refresh_ttl,
        }
    }

    /// How long a token of this kind is good for.
    pub fn lifetime(&self, kind: TokenKind) -> Duration {
        match kind {
            TokenKind::Access => self.access_ttl,
            TokenKind::Refresh | TokenKind::Session => self.refresh_ttl,
        }
    }

    /// A signed token for a user's session.
    ///
    /// # Errors
    ///
    /// Never with HS256 and claims of this shape; the library leaves it open.
    pub fn issue(
        &self,
        kind: TokenKind,
        user: i64,
        session: i64,
        jti: Uuid,
        now: DateTime<Utc>,
    ) -> Result<String, TokenError> {
        let lifetime = i64::try_from(self.lifetime(kind).as_secs()).unwrap_or(i64::MAX);
        let iat = now.timestamp();
        let claims =
            Claims { sub: user.to_string(), iat, exp: iat.saturating_add(lifetime), jti, sid: session, kind };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.sign)
            .map_err(|_| TokenError::Invalid)
    }

    /// Reads a token of one kind. The signature is checked before the end, so that a forged token learns nothing.
    ///
    /// # Errors
    ///
    /// When it is not a token, not ours, not of this kind, or past its end.
    pub fn read(&self, kind: TokenKind, token: &str, now: DateTime<Utc>) -> Result<Claims, TokenError> {
        if token.split('.').count() != 3 {
            return Err(TokenError::Segments);
        }
        let mut rules = Validation::new(Algorithm::HS256);
        // The end is compared below with the injected clock; the library would ask the machine.
        rules.validate_exp = false;
        rules.required_spec_claims.clear();
        let claims = jsonwebtoken::decode::<Claims>(token, &self.check, &rules)
            .map_err(|_| TokenError::Invalid)?
            .claims;
        if claims.kind != kind || claims.user().is_none() {
            return Err(TokenError::Invalid);
        }
        if claims.exp <= now.timestamp() {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    use super::*;
    use crate::config::Config;
    use crate::infra::{Clock, FixedClock};

    fn token(tokens: &Tokens, now: DateTime<Utc>) -> String {
        tokens.issue(TokenKind::Access, 7, 3, Uuid::nil(), now).unwrap()
    }

    #[test]
    fn a_token_says_who_and_ends_with_its_last_second() {
        let (tokens, now) = (Tokens::new(&Config::testing().auth), FixedClock::default().now());
        let token = token(&tokens, now);
        let read =
            |seconds| tokens.read(TokenKind::Access, &token, now + chrono::TimeDelta::seconds(seconds));
        let claims = read(899).unwrap();
        assert_eq!((claims.user(), claims.sid, claims.exp - claims.iat), (Some(7), 3, 900));
        assert_eq!(read(900), Err(TokenError::Expired));
    }

    #[test]
    fn a_token_that_is_not_ours_is_invalid() {
        let (tokens, now) = (Tokens::new(&Config::testing().auth), FixedClock::default().now());
        let good = token(&tokens, now);
        let parts: Vec<&str> = good.split('.').collect();
        let none = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let other = BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"HS512","typ":"JWT"}"#);
        let cases = [
            ("abc".to_owned(), TokenError::Segments),
            (String::new(), TokenError::Segments),
            ("a.b.c".to_owned(), TokenError::Invalid),
            (format!("{none}.{}.", parts[1]), TokenError::Invalid),
            (format!("{other}.{}.{}", parts[1], parts[2]), TokenError::Invalid),
            (format!("{}.{}.{}x", parts[0], parts[1], parts[2]), TokenError::Invalid),
            (format!("{good}.x"), TokenError::Segments),
        ];
        for (token, expected) in cases {
            assert_eq!(tokens.read(TokenKind::Access, &token, now), Err(expected), "{token}");
        }
        assert_eq!(tokens.read(TokenKind::Refresh, &good, now), Err(TokenError::Invalid));
    }
}
