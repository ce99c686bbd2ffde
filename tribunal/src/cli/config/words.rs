//! From the words of the user and a file to the words that are parsed.

use std::{ffi::OsString, path::Path};

use clap::{ArgMatches, CommandFactory, parser::ValueSource};

use super::{DREDD, Setting, TRIBUNAL, dredd, toml};
use crate::cli::{args::Cli, reporter::complain};

/// Adds to `tribunal run` what the file of this folder, or the one that `--config` names, says. A document on the
/// command line says that no file of the folder is meant.
///
/// The error is one message: a file that cannot be read, or that says what it cannot say.
pub(in crate::cli) fn words(given: Vec<OsString>) -> Result<Vec<OsString>, String> {
    // What is wrong is told after the file's words are there; help, too.
    let command = Cli::command().ignore_errors(true);
    let Ok(matches) = command.try_get_matches_from(&given) else { return Ok(given) };
    let Some(("run", run)) = matches.subcommand() else { return Ok(given) };
    let named = run.try_get_one::<String>("config").ok().flatten().cloned();
    let file = match named {
        Some(file) => file,
        None if is_given(run, "document") => return Ok(given),
        None => match [TRIBUNAL, DREDD].into_iter().find(|file| Path::new(file).exists()) {
            Some(file) => file.to_owned(),
            None => return Ok(given),
        },
    };
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let settings = if Path::new(&file).extension().is_some_and(|extension| extension == "toml") {
        toml::settings(&text).map_err(|why| format!("{file}: {why}"))?
    } else {
        let translated = dredd::translate(&text).map_err(|why| format!("{file}: {why}"))?;
        for warning in translated.warnings {
            complain(&format!("{file}: {warning}"));
        }
        translated.settings
    };
    Ok(joined(given, run, settings))
}

fn joined(given: Vec<OsString>, run: &ArgMatches, settings: Vec<Setting>) -> Vec<OsString> {
    let mut words = given;
    let mut positionals: Vec<OsString> = Vec::new();
    for Setting { name, values } in settings {
        let rival = RIVALS.iter().find_map(|(one, other)| (*one == name).then_some(*other));
        if is_given(run, &name.replace('-', "_")) || rival.is_some_and(|rival| is_given(run, rival)) {
            continue;
        }
        if ["document", "base-url"].contains(&name.as_str()) {
            positionals.extend(values.into_iter().map(OsString::from));
        } else if values.is_empty() {
            words.push(format!("--{name}").into());
        } else {
            // With a sign of equality, for a value may begin with a dash.
            words.extend(values.into_iter().map(|value| OsString::from(format!("--{name}={value}"))));
        }
    }
    if !positionals.is_empty() {
        words.push("--".into());
        words.extend(positionals);
    }
    words
}

/// Options of which there can be only one: that of the command line goes before the file's.
const RIVALS: [(&str, &str); 2] = [("reset", "reset_command"), ("reset-command", "reset")];

fn is_given(run: &ArgMatches, id: &str) -> bool {
    run.try_contains_id(id).is_ok() && run.value_source(id) == Some(ValueSource::CommandLine)
}
