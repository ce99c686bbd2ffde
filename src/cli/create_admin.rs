//! `plenary create-admin`.

use std::io::{IsTerminal, Write};

use super::arguments::Administrator;
use super::database::without_files;
use super::outcome::Failure;
use crate::accounts::error::CreateError;
use crate::accounts::model::{Draft, Invalid};
use crate::accounts::service;
use crate::app::App;
use crate::config::Config;
use crate::infra::Infra;

/// Makes an administrator in the configured database, which is migrated first.
pub(super) async fn create_admin(config: Config, administrator: Administrator) -> Result<(), Failure> {
    let Administrator { username, email, password } = administrator;
    let password = match password {
        Some(password) => password.reveal().to_owned(),
        None => ask()?,
    };
    let app = App::open(without_files(config), Infra::real()).await?;
    app.migrate().await?;
    let user =
        service::create_admin(app.context(), &Draft::of(username, email, password)).await.map_err(failure)?;
    writeln!(std::io::stdout(), "Administrator {} has the id {}.", user.username, user.id)?;
    app.close().await.map_err(Failure::broken)
}

fn ask() -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        let message = "without a terminal to ask on, create-admin needs --password or PLENARY_ADMIN_PASSWORD";
        return Err(Failure::Usage(message.to_owned()));
    }
    let password = rpassword::prompt_password("Password: ")?;
    if rpassword::prompt_password("Again: ")? == password {
        Ok(password)
    } else {
        Err(Failure::Usage("the two passwords differ".to_owned()))
    }
}

fn failure(error: CreateError) -> Failure {
    match error {
        CreateError::Invalid(fields) => {
            let fields =
                fields.iter().map(|Invalid { field, message }| format!("{}: {message}", field.name()));
            Failure::Usage(fields.collect::<Vec<_>>().join(" "))
        }
        CreateError::Taken(_) => Failure::Usage(error.to_string()),
        CreateError::Fault(fault) => Failure::Broken(crate::infra::log::chain(&fault)),
    }
}
