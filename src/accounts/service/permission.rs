//! Who may.

use sea_orm::ConnectionTrait;

use crate::accounts::error::{Fault, Refusal};
use crate::accounts::model::{Seen, User};
use crate::accounts::store::users;
use crate::api::{Caller, UserId};
use crate::soft_delete::View;

/// Administrators only.
pub(super) fn admin(caller: &Caller) -> Result<(), Refusal> {
    if caller.admin { Ok(()) } else { Err(Refusal::NotAdmin) }
}

/// The user itself, or an administrator.
pub(super) fn owner(caller: &Caller, user: UserId) -> Result<(), Refusal> {
    if caller.admin || caller.user == user { Ok(()) } else { Err(Refusal::NotOwner) }
}

/// Trashed users are for administrators; a trashed user itself can no longer ask.
pub(super) fn view(viewer: Option<&Caller>, asked: View) -> Result<View, Refusal> {
    asked.only_if(viewer.is_some_and(|viewer| viewer.admin), Refusal::Trashed)
}

/// A user as this viewer may see it.
pub(super) fn seen(viewer: Option<&Caller>, user: User) -> Seen {
    let in_full = viewer.is_some_and(|viewer| viewer.admin || viewer.user == user.id);
    Seen { user, in_full }
}

/// Refuses what would leave nobody to administer the place. Holds the answer until the transaction ends.
pub(super) async fn not_the_last_admin(
    transaction: &impl ConnectionTrait,
    user: UserId,
) -> Result<Result<(), Refusal>, Fault> {
    let admins = users::lock_admins(transaction).await?;
    Ok(if admins == [user] { Err(Refusal::LastAdmin) } else { Ok(()) })
}
