//! The browser's session cookie (RFC 6265). Scripts never see it, other sites never send it.

use crate::api::SESSION_COOKIE;
use crate::infra::{Context, TokenKind};

/// The header that sets it.
pub(super) fn set(context: &Context, token: &str) -> String {
    let seconds = context.tokens.lifetime(TokenKind::Session).as_secs();
    cookie(context, token, seconds)
}

/// The header that takes it away.
pub(super) fn clear(context: &Context) -> String {
    cookie(context, "", 0)
}

fn cookie(context: &Context, value: &str, max_age: u64) -> String {
    let secure = if context.config.auth.cookie_secure { "; Secure" } else { "" };
    format!("{SESSION_COOKIE}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Strict{secure}")
}
