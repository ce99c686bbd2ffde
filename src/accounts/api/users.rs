//! Handlers of the operations on users.

use poem::http::HeaderMap;
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};
use poem_openapi::payload::Html;

use super::accept::prefers_html;
use crate::accounts::dto::{
    CreateUserRequest, CreateUserResponse, DeleteUser, GetUser, ListUsers, ListedUsers, NewUser, RestoreUser,
    UpdateUser, UserChanges, UsersContent,
};
use crate::accounts::page::{Form, UsersPage};
use crate::accounts::service;
use crate::api::answer::{Answer, Failure, Shown, Success};
use crate::api::{
    Caller, Done, ErrorBody, JsonBody, Limit, Page, Path, Rejection, Start, Tag, UserId, Visitor,
};
use crate::infra::Context;
use crate::soft_delete::{Deletion, View};

/// Operations on users.
pub struct UsersApi;

#[OpenApi(tag = "Tag::Accounts")]
impl UsersApi {
    /// List users
    ///
    /// Newest first. E-mail addresses are shown to administrators. A client that ranks `text/html` above JSON gets a
    /// page with the list and a form.
    #[oai(path = "/users", method = "get", operation_id = "list_users")]
    async fn list_users(
        &self,
        context: Data<&Context>,
        headers: &HeaderMap,
        visitor: Visitor,
        /// How many users at most.
        limit: Limit,
        /// The last id seen: only older users are listed.
        start: Start,
        /// Whether to list deleted users too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Result<ListedUsers, Failure<ListUsers>> {
        let page = Page::new(limit, start);
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        let (users, meta) = service::list_users(&context, viewer, &page, view).await?;
        let others = [("with_trashed", with_trashed.then(|| "true".to_owned()))];
        let link = meta.link("/users", &others);
        let body = if prefers_html(headers) {
            let next = meta.target("/users", &others);
            let html = UsersPage { users: &users, next, notice: None, form: Form::default() }.render();
            UsersContent::Html(Html(html))
        } else {
            UsersContent::json(users, meta)
        };
        Ok(ListedUsers::Ok(body, link, "Accept".to_owned()))
    }

    /// Add a user
    ///
    /// For administrators. JSON is answered with the user, the page's form with the page. With `Prefer: respond-async`
    /// (RFC 7240) a program is answered at once, and told by a notification what came of it.
    #[oai(path = "/users", method = "post", operation_id = "create_user")]
    async fn create_user(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// How to answer: `respond-async` is understood, everything else is left aside.
        prefer: Header<Option<String>>,
        body: CreateUserRequest,
    ) -> poem::Result<CreateUserResponse> {
        match body {
            CreateUserRequest::Json(new) if prefer.as_deref().is_some_and(prefers_async) => {
                Ok(match service::create_user_later(&context, &caller, &new.0.into()).await {
                    Ok(job) => CreateUserResponse::accepted(job),
                    Err(error) => CreateUserResponse::failed(error, None::<fn(&ErrorBody) -> String>)?,
                })
            }
            CreateUserRequest::Json(new) => {
                Ok(match service::create_user(&context, &caller, &new.0.into()).await {
                    Ok(user) => CreateUserResponse::created(user),
                    Err(error) => CreateUserResponse::failed(error, None::<fn(&ErrorBody) -> String>)?,
                })
            }
            CreateUserRequest::Form(new) => create_by_form(&context, &caller, new.0).await,
        }
    }

    /// Show a user
    #[oai(path = "/users/:id", method = "get", operation_id = "get_user")]
    async fn get_user(
        &self,
        context: Data<&Context>,
        visitor: Visitor,
        /// The user's number.
        id: Path<UserId>,
        /// Whether to show a deleted user too. For administrators.
        #[oai(default)]
        with_trashed: Query<bool>,
    ) -> Answer<GetUser> {
        let (viewer, view) = (visitor.0.as_ref(), View::asked(with_trashed.0));
        Ok(Success(Shown::new(service::get_user(&context, viewer, id.0, view).await?)))
    }

    /// Change a user
    ///
    /// For the user itself and administrators; `active` and `admin` for the latter. A new password ends all other
    /// sessions, deactivation all of them.
    #[oai(path = "/users/:id", method = "patch", operation_id = "update_user")]
    async fn update_user(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The user's number.
        id: Path<UserId>,
        body: JsonBody<UserChanges>,
    ) -> Answer<UpdateUser> {
        Ok(Success(Shown::new(service::update_user(&context, &caller, id.0, &body.0.into()).await?)))
    }

    /// Delete a user
    ///
    /// Into the trash, from where an administrator can bring it back. The user can no longer log in, its tokens are
    /// dead, its name is free.
    #[oai(path = "/users/:id", method = "delete", operation_id = "delete_user")]
    async fn delete_user(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The user's number.
        id: Path<UserId>,
        /// Whether to remove the user for good, from the trash too. For administrators.
        #[oai(default)]
        permanent: Query<bool>,
    ) -> Answer<DeleteUser> {
        let deletion = Deletion::asked(permanent.0);
        service::delete_user(&context, &caller, id.0, deletion).await?;
        Ok(Success(Done::deleted()))
    }

    /// Restore a user
    ///
    /// Brings a deleted user back from the trash. For administrators.
    #[oai(path = "/users/:id/restore", method = "post", operation_id = "restore_user")]
    async fn restore_user(
        &self,
        context: Data<&Context>,
        caller: Caller,
        /// The user's number.
        id: Path<UserId>,
    ) -> Answer<RestoreUser> {
        Ok(Success(Shown::new(service::restore_user(&context, &caller, id.0).await?)))
    }
}

/// Whether one of the preferences is `respond-async` (RFC 7240, section 4.1).
fn prefers_async(header: &str) -> bool {
    let names = header.split([',']).map(|preference| preference.split([';', '=']).next().unwrap_or_default());
    names.into_iter().any(|name| name.trim().eq_ignore_ascii_case("respond-async"))
}

/// Adds a user and draws the page again, with what came of it.
async fn create_by_form(
    context: &Context,
    caller: &Caller,
    new: NewUser,
) -> poem::Result<CreateUserResponse> {
    let made = service::create_user(context, caller, &new.clone().into()).await;
    let page = Page::first();
    let listed = service::list_users(context, Some(caller), &page, View::Live).await;
    let (users, meta) = listed.map_err(Rejection::from)?;
    let next = meta.target("/users", &[]);
    Ok(match made {
        Ok(user) => {
            let notice = Some(format!("{} was added.", user.username));
            let html = UsersPage { users: &users, next, notice, form: Form::default() }.render();
            CreateUserResponse::Page(Html(html))
        }
        Err(error) => {
            let draw = |body: &ErrorBody| {
                let form = Form { username: new.username, email: new.email, error: Some(body.clone()) };
                UsersPage { users: &users, next, notice: None, form }.render()
            };
            CreateUserResponse::failed(error, Some(draw))?
        }
    })
}
