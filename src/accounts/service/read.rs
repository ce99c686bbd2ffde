//! Shows users.

use super::permission;
use crate::accounts::error::{Fault, ListError, OneError};
use crate::accounts::model::{Seen, User};
use crate::accounts::store::users;
use crate::api::{Caller, ListMeta, Page, UserId};
use crate::infra::Context;
use crate::soft_delete::View;

/// One page of users, newest first. E-mail addresses are for administrators.
pub async fn list_users(
    context: &Context,
    viewer: Option<&Caller>,
    page: &Page,
    view: View,
) -> Result<(Vec<Seen>, ListMeta), ListError> {
    let view = permission::view(viewer, view)?;
    let mut rows = users::list(&context.database, page.start, page.fetch(), view).await?;
    let meta = page.cut(&mut rows, |user| user.id.0);
    let in_full = viewer.is_some_and(|viewer| viewer.admin);
    Ok((rows.into_iter().map(|user| Seen { user, in_full }).collect(), meta))
}

/// One user; in full to itself and to administrators.
pub async fn get_user(
    context: &Context,
    viewer: Option<&Caller>,
    id: UserId,
    view: View,
) -> Result<Seen, OneError> {
    let view = permission::view(viewer, view)?;
    let user = users::find(&context.database, id, view).await?.ok_or(OneError::NotFound)?;
    Ok(permission::seen(viewer, user))
}

/// The caller itself. None if it was deleted since its token was checked.
pub async fn get_status(context: &Context, caller: &Caller) -> Result<Option<User>, Fault> {
    Ok(users::find(&context.database, caller.user, View::Live).await?)
}
