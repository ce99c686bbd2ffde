//! Runs one command and says how it ended.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use super::arguments::{Arguments, Command, DocumentFormat};
use super::outcome::Failure;
use super::{create_admin, database, fake_chats, jobs, parse, serve};
use crate::infra::log;
use crate::openapi;

/// Runs the command line and gives the exit code of the process.
pub fn run(arguments: &[OsString]) -> ExitCode {
    let arguments = match parse::parse(arguments) {
        Ok(arguments) => arguments,
        // Help and version are what was asked for.
        Err(error) if !error.use_stderr() => {
            let printed = error.print();
            return if printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        Err(error) => return report(&Failure::Usage(parse::one_line(&error))),
    };
    match execute(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

fn report(failure: &Failure) -> ExitCode {
    let line = failure.to_string().lines().map(str::trim).collect::<Vec<_>>().join(" ");
    // Without a standard error there is nobody to tell; the exit code remains.
    drop(writeln!(std::io::stderr(), "plenary: {line}"));
    failure.exit_code()
}

fn execute(arguments: Arguments) -> Result<(), Failure> {
    let Arguments { command, config } = arguments;
    if let Command::Openapi { format } = command {
        return write_document(format);
    }
    let config = config.validated()?;
    log::start(&config.log)
        .map_err(|error| Failure::Usage(format!("wrong value for --log or PLENARY_LOG: {error}")))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match command {
            Command::Serve { no_worker } => serve::serve(config, !no_worker).await,
            Command::Worker => serve::work(config).await,
            Command::Jobs { action } => jobs::jobs(config, action).await,
            Command::Migrate { action } => database::migrate(config, action).await,
            Command::RecreateDb { yes } => database::recreate(config, yes).await,
            Command::SeedDb => database::seed(config).await,
            Command::CreateAdmin(administrator) => create_admin::create_admin(config, administrator).await,
            Command::CreateFakeChats { total, yes } => fake_chats::create(config, total, yes).await,
            Command::Openapi { format } => write_document(format),
        }
    })
}

/// Writes what the endpoint definitions say now, which may be newer than the document that is served.
fn write_document(format: DocumentFormat) -> Result<(), Failure> {
    let document = &openapi::generated().document;
    let text = match format {
        DocumentFormat::Json => openapi::to_json(document),
        DocumentFormat::Yaml => openapi::to_yaml(document),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
