//! `tribunal.toml`: the long names of `tribunal run`'s options, and their values.

use clap::{Command, CommandFactory};
use similar::TextDiff;
use toml::{Table, Value};

use super::Setting;
use crate::cli::args::Cli;

/// What is no matter of a file.
const NOT_HERE: [&str; 3] = ["config", "help", "version"];

/// The settings of a file. The error is one sentence.
pub(super) fn settings(text: &str) -> Result<Vec<Setting>, String> {
    let table: Table =
        text.parse().map_err(|error: toml::de::Error| error.to_string().trim_end().to_owned())?;
    let known = known();
    let mut settings = Vec::new();
    for (name, value) in table {
        if !known.contains(&name) {
            let near = known
                .iter()
                .map(|known| (TextDiff::from_chars(name.as_str(), known.as_str()).ratio(), known))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            let near = near.map(|(_, near)| format!("; `{near}` is the nearest")).unwrap_or_default();
            return Err(format!("there is no option `{name}`{near}"));
        }
        settings.extend(setting(&name, value)?);
    }
    // Positionals have their order.
    settings.sort_by_key(|setting| setting.name == "base-url");
    Ok(settings)
}

fn known() -> Vec<String> {
    let command = Cli::command();
    let run = command.find_subcommand("run");
    let arguments = run.into_iter().flat_map(Command::get_arguments);
    let shown = arguments.filter(|argument| !argument.is_hide_set());
    let names = shown.map(|argument| argument.get_long().unwrap_or_else(|| argument.get_id().as_str()));
    names.map(|name| name.replace('_', "-")).filter(|name| !NOT_HERE.contains(&name.as_str())).collect()
}

fn setting(name: &str, value: Value) -> Result<Option<Setting>, String> {
    let wrong = || format!("`{name}` must be text, a number, true or false, or a list of texts");
    let plain = |value: Value| match value {
        Value::String(text) => Ok(text),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        Value::Boolean(_) | Value::Datetime(_) | Value::Array(_) | Value::Table(_) => Err(wrong()),
    };
    Ok(match value {
        Value::Boolean(true) => Some(Setting::flag(name)),
        Value::Boolean(false) => None,
        Value::Array(values) if values.is_empty() => None,
        Value::Array(values) => {
            Some(Setting::new(name, values.into_iter().map(plain).collect::<Result<Vec<_>, _>>()?))
        }
        value => Some(Setting::new(name, [plain(value)?])),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_have_their_long_names() {
        let text = "base-url = 'http://127.0.0.1:1'\ndocument = 'api.yaml'\nslots = 2\nstrict = true\nfail-fast = false\n\
                    hookfiles = ['a.py', 'b.py']\nhooks-timeout = 1.5\n";
        let mut settings: Vec<String> = settings(text)
            .unwrap()
            .into_iter()
            .map(|s| format!("{}={}", s.name, s.values.join(",")))
            .collect();
        assert_eq!(settings.pop().unwrap(), "base-url=http://127.0.0.1:1");
        settings.sort();
        let expected =
            ["document=api.yaml", "hooks-timeout=1.5", "hookfiles=a.py,b.py", "slots=2", "strict="];
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(settings, expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_what_would_be_right() {
        assert_eq!(
            settings("hookfile = 'a'").unwrap_err(),
            "there is no option `hookfile`; `hookfiles` is the nearest"
        );
        assert_eq!(
            settings("config = 'a'").unwrap_err().split(';').next().unwrap(),
            "there is no option `config`"
        );
        assert!(settings("header = {a = 'b'}").unwrap_err().starts_with("`header` must be"));
        assert!(settings("header = ").unwrap_err().contains("line 1"));
    }
}
