//! The job that makes a user at an administrator's wish, and tells what came of it.

use async_trait::async_trait;
use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::dto::taken;
use super::error::CreateError;
use super::model::{Draft, User};
use super::service::insert_user;
use crate::api::{ErrorBody, Subcode};
use crate::jobs::{Attempt, Finished, Job};
use crate::notifications::{Code, Details, NewNotification, UserRef, notify};

/// A user whose fields have been judged.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Prepared {
    #[serde(flatten)]
    pub(super) draft: Draft,
    /// In PHC string format.
    pub(super) password_hash: String,
}

/// Makes one user.
pub struct CreateUser;

#[async_trait]
impl Job for CreateUser {
    fn kind(&self) -> &'static str {
        "create_user"
    }

    async fn run(&self, attempt: &Attempt) -> anyhow::Result<Finished> {
        let Prepared { draft, password_hash } = attempt.payload()?;
        let Ok(new) = draft.check_user() else { anyhow::bail!("the fields were not judged") };
        let transaction = attempt.begin().await?;
        match insert_user(&attempt.context, &transaction, new, password_hash).await {
            Ok(user) => {
                tell(attempt, &transaction, Ok(&user)).await?;
                Ok(Finished::succeeded(transaction, json!({ "user_id": user.id.0 })))
            }
            Err(CreateError::Taken(field)) => {
                // A refused statement has spoilt the transaction on PostgreSQL.
                transaction.rollback().await?;
                let transaction = attempt.begin().await?;
                let error = taken(field);
                tell(attempt, &transaction, Err(&error)).await?;
                Ok(Finished::failed(transaction, error))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn died(&self, attempt: &Attempt, transaction: &DatabaseTransaction) -> anyhow::Result<()> {
        tell(attempt, transaction, Err(&ErrorBody::of(Subcode::Unexpected))).await
    }
}

/// Tells the administrator who asked, unless that one has been removed for good since.
async fn tell(
    attempt: &Attempt,
    transaction: &DatabaseTransaction,
    outcome: Result<&User, &ErrorBody>,
) -> anyhow::Result<()> {
    let Some(admin) = attempt.owner else { return Ok(()) };
    let details = Details { job_id: Some(attempt.id.0), ..Details::default() };
    let (message, details) = match outcome {
        Ok(user) => {
            let User { id, uuid, username, .. } = user;
            let user = UserRef { id: id.0, uuid: *uuid, username: username.clone() };
            (format!("{username} was added."), Details { user: Some(user), ..details })
        }
        Err(error) => {
            let message = format!("The user was not added. {}", error.message);
            (message, Details { error: Some(error.to_value()), ..details })
        }
    };
    let told = NewNotification {
        user: admin,
        code: Code::UserCreation,
        message,
        is_error: outcome.is_err(),
        details,
    };
    Ok(notify(&attempt.context, transaction, &[told]).await?)
}
