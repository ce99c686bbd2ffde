//! Reads the command line twice: once for the profile, then with the profile's defaults.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory, Error, FromArgMatches};

use super::arguments::Arguments;
use crate::config::{Profile, with_defaults};

/// Settings and command, or why not. Help and version are `Err` of their own kind.
pub(super) fn parse(arguments: &[OsString]) -> Result<Arguments, Error> {
    let command = Arguments::command().mut_args(|arg| {
        // Every setting may stand before or after the name of the command.
        let is_setting = arg.get_long().is_some() && !matches!(arg.get_id().as_str(), "help" | "version");
        if is_setting { arg.global(true) } else { arg }
    });
    let first = command.clone().ignore_errors(true).try_get_matches_from(arguments)?;
    let profile = first.try_get_one("profile").ok().flatten().copied().unwrap_or(Profile::Development);
    let matches = with_defaults(command, profile).try_get_matches_from(arguments)?;
    Arguments::from_arg_matches(&matches)
}

/// A wrong command line in one line. The value is left out where it may hold a password.
pub(super) fn one_line(error: &Error) -> String {
    let wrong_value = matches!(error.kind(), ErrorKind::ValueValidation | ErrorKind::InvalidValue);
    if let (true, Some(ContextValue::String(flag))) = (wrong_value, error.get(ContextKind::InvalidArg)) {
        let flag = flag.split(' ').next().unwrap_or(flag);
        return format!("{}: {}", setting(flag), reason(error));
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a command is missing; --help shows them all".to_owned();
    }
    let text = error.to_string();
    let sentence = text.lines().take_while(|line| !line.trim().is_empty());
    let sentence = sentence.map(str::trim).collect::<Vec<_>>().join(" ");
    sentence.trim_start_matches("error: ").to_owned()
}

fn reason(error: &Error) -> String {
    if let Some(source) = std::error::Error::source(error) {
        return source.to_string();
    }
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(known)) => format!("expected one of {}", known.join(", ")),
        _ => "a value is missing".to_owned(),
    }
}

/// A flag with its variable, because either may have brought the value.
fn setting(flag: &str) -> String {
    let command: Command = Arguments::command();
    let known = command.get_arguments().find(|arg| arg.get_long() == flag.strip_prefix("--"));
    match known.and_then(clap::Arg::get_env).and_then(std::ffi::OsStr::to_str) {
        Some(variable) => format!("wrong value for {flag} or {variable}"),
        None => format!("wrong value for {flag}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LogFormat;

    fn parsed(arguments: &[&str]) -> Result<Arguments, String> {
        let arguments: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        parse(&arguments).map_err(|error| one_line(&error))
    }

    #[test]
    fn a_setting_may_stand_before_or_after_the_command() {
        for arguments in
            [["plenary", "--listen", "127.0.0.1:1", "serve"], ["plenary", "serve", "--listen", "127.0.0.1:1"]]
        {
            assert_eq!(parsed(&arguments).unwrap().config.server.listen.port(), 1);
        }
    }

    #[test]
    fn the_profile_changes_defaults_and_a_flag_wins() {
        let config = parsed(&["plenary", "serve", "--profile", "production"]).unwrap().config;
        assert_eq!((config.log.log_format, config.passwords.password_min), (LogFormat::Json, 8));
        let config =
            parsed(&["plenary", "serve", "--profile", "production", "--log-format", "text"]).unwrap().config;
        assert_eq!((config.log.log_format, config.passwords.password_min), (LogFormat::Text, 8));
    }

    #[test]
    fn a_wrong_setting_is_one_line_with_flag_and_variable() {
        for (arguments, line) in [
            (
                ["--listen", "nowhere"],
                "wrong value for --listen or PLENARY_LISTEN: invalid socket address syntax",
            ),
            (
                ["--profile", "prod"],
                "wrong value for --profile or PLENARY_PROFILE: expected one of development, testing, staging, production",
            ),
            (
                ["--access-ttl", "soon"],
                "wrong value for --access-ttl or PLENARY_ACCESS_TTL: \
                 expected a number of seconds, or a number with s, m, h or d, such as 15m",
            ),
        ] {
            assert_eq!(parsed(&["plenary", "serve", arguments[0], arguments[1]]).unwrap_err(), line);
        }
        assert_eq!(
            parsed(&["plenary", "serve", "--colour", "red"]).unwrap_err(),
            "unexpected argument '--colour' found"
        );
    }

    #[test]
    fn a_password_in_a_wrong_address_is_not_repeated() {
        let line = parsed(&["plenary", "serve", "--database-url", "mysql://root:hunter2@h/d"]).unwrap_err();
        assert!(
            line.starts_with("wrong value for --database-url or DATABASE_URL: expected postgres://"),
            "{line}"
        );
        assert!(!line.contains("hunter2"), "{line}");
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
