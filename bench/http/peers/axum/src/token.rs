//! Signed tokens (JWT, HS256), of the same claims as Plenary's, so that one token opens every contender.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use chrono::Utc;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
pub(crate) struct Claims {
    pub(crate) sub: String,
    pub(crate) iat: i64,
    pub(crate) exp: i64,
    pub(crate) jti: Uuid,
    pub(crate) sid: i64,
    pub(crate) kind: String,
}

pub(crate) struct Tokens(Hmac<Sha256>);

impl Tokens {
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(Hmac::new_from_slice(secret).expect("HMAC takes keys of any length"))
    }

    pub(crate) fn issue(&self, kind: &str, seconds: i64, user: i64, session: i64, jti: Uuid) -> String {
        let iat = Utc::now().timestamp();
        let claims = Claims {
            sub: user.to_string(),
            iat,
            exp: iat + seconds,
            jti,
            sid: session,
            kind: kind.to_owned(),
        };
        let claims = serde_json::to_vec(&claims).expect("claims are JSON");
        let head = BASE64.encode(r#"{"typ":"JWT","alg":"HS256"}"#);
        let signed = format!("{head}.{}", BASE64.encode(claims));
        let signature = self.0.clone().chain_update(&signed).finalize().into_bytes();
        format!("{signed}.{}", BASE64.encode(signature))
    }

    /// What a live access token says.
    pub(crate) fn read(&self, token: &str) -> Option<Claims> {
        let (signed, signature) = token.rsplit_once('.')?;
        let (head, claims) = signed.split_once('.')?;
        let head: serde_json::Value = serde_json::from_slice(&BASE64.decode(head).ok()?).ok()?;
        let right = self.0.clone().chain_update(signed).verify_slice(&BASE64.decode(signature).ok()?).is_ok();
        let claims: Claims = serde_json::from_slice(&BASE64.decode(claims).ok()?).ok()?;
        (right && head["alg"] == "HS256" && claims.kind == "access" && claims.exp > Utc::now().timestamp())
            .then_some(claims)
    }
}
