//! Ends a session.

use crate::accounts::error::Fault;
use crate::accounts::store::sessions;
use crate::api::Caller;
use crate::infra::Context;

/// Ends the caller's session: its access, refresh and cookie tokens are dead from now on.
pub async fn logout(context: &Context, caller: &Caller) -> Result<(), Fault> {
    sessions::revoke(&context.database, caller.session, context.clock.now()).await?;
    Ok(())
}
