//! `dredd.yml` in our words. Every option of Dredd 14 has its row here: what it becomes, or what to use instead.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

use super::Setting;
use crate::document::yaml;

/// A file in our words, and what is to be said of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Translated {
    pub(in crate::cli) settings: Vec<Setting>,
    /// One sentence each: what has no effect, and what to use instead.
    pub(in crate::cli) warnings: Vec<String>,
}

/// Limits below these are raised to them: Dredd's are how long it sleeps, ours how long is waited at most.
const LEAST_WAIT: f64 = 30.0;

/// Translates the text of a file. The error is one sentence.
pub(in crate::cli) fn translate(text: &str) -> Result<Translated, String> {
    let Value::Object(mut options) = yaml::value(text)? else {
        return Err("it must be a list of options and values".to_owned());
    };
    // `options:` of the oldest files: Dredd flattens it too.
    if let Some(Value::Object(nested)) = options.remove("options") {
        options.extend(nested);
    }
    let mut reading = Reading { options, told: Translated::default() };
    reading.document()?;
    reading.hooks()?;
    reading.server()?;
    reading.selection()?;
    reading.headers()?;
    reading.reports()?;
    reading.rest();
    Ok(reading.told)
}

struct Reading {
    options: Map<String, Value>,
    told: Translated,
}

impl Reading {
    fn document(&mut self) -> Result<(), String> {
        let mut documents = self.texts("blueprint")?;
        documents.extend(self.texts("path")?);
        documents.dedup();
        let mut documents = documents.into_iter();
        self.set("document", documents.next());
        for other in documents {
            self.warn(format!("`path`: a run is of one document; run `tribunal run {other} ...` too"));
        }
        let endpoint = self.text("endpoint")?;
        let with_scheme = |url: String| {
            // As Dredd reads `localhost:3000`.
            if url.contains("://") { url } else { format!("http://{}", url.trim_start_matches([':', '/'])) }
        };
        self.set("base-url", endpoint.map(with_scheme));
        Ok(())
    }

    fn hooks(&mut self) -> Result<(), String> {
        let files = self.texts("hookfiles")?;
        let any = !files.is_empty();
        self.set_all("hookfiles", files);
        let language = self.text("language")?;
        self.set("language", language.filter(|_| any));
        let modules = self.texts("require")?;
        self.set_all("require", modules);
        match self.take("custom") {
            None => {}
            Some(Value::Object(pairs)) => {
                let pairs = pairs.into_iter().map(|(key, value)| format!("{key}:{}", plain(&value)));
                self.told.settings.push(Setting::new("custom", pairs.collect::<Vec<_>>()));
            }
            Some(Value::Array(pairs)) => self.set_all("custom", pairs.iter().map(plain).collect()),
            Some(_) => return Err("`custom` must be a list of `key:value`".to_owned()),
        }
        self.told.settings.retain(|setting| setting.name != "custom" || !setting.values.is_empty());
        let timeout = self.milliseconds("hooks-worker-timeout")?;
        self.set("hooks-timeout", timeout.map(|seconds| seconds.to_string()));
        let connect = self.milliseconds("hooks-worker-connect-timeout")?;
        self.set("hooks-connect-timeout", connect.map(|seconds| seconds.max(LEAST_WAIT).to_string()));
        let host = self.text("hooks-worker-handler-host")?;
        self.set("hooks-host", host);
        // `dredd init` writes the usual one down; where it is taken, a handler that can be told gets another.
        let port = self.text("hooks-worker-handler-port")?.filter(|port| port != "61321");
        self.set("hooks-port", port);
        for (option, usual) in [
            ("hooks-worker-connect-retry", 500),
            ("hooks-worker-after-connect-wait", 100),
            ("hooks-worker-term-timeout", 5_000),
            ("hooks-worker-term-retry", 500),
        ] {
            if self.take(option).is_some_and(|value| value != usual) {
                self.warn(format!("`{option}` has no effect: nothing sleeps a fixed time here"));
            }
        }
        Ok(())
    }

    fn server(&mut self) -> Result<(), String> {
        let command = self.text("server")?;
        let wait = self.number("server-wait")?;
        if command.is_some() {
            self.set("server-wait", wait.map(|seconds| seconds.max(LEAST_WAIT).to_string()));
        }
        self.set("server", command);
        Ok(())
    }

    fn selection(&mut self) -> Result<(), String> {
        for name in ["only", "method"] {
            let values = self.texts(name)?;
            self.set_all(name, values);
        }
        for name in ["names", "dry-run"] {
            if self.flag(name) {
                self.told.settings.push(Setting::flag(name));
            }
        }
        if self.flag("sorted") {
            self.set("order", Some("sorted".to_owned()));
        }
        Ok(())
    }

    fn headers(&mut self) -> Result<(), String> {
        let mut headers = self.texts("header")?;
        if let Some(user) = self.text("user")? {
            headers.push(format!("Authorization: Basic {}", STANDARD.encode(user)));
        }
        self.set_all("header", headers);
        Ok(())
    }

    fn reports(&mut self) -> Result<(), String> {
        let (wanted, outputs) = (self.texts("reporter")?, self.texts("output")?);
        let mut outputs = outputs.into_iter();
        // A reporter that writes a file takes the next output, as in Dredd.
        let mut file = |usual: &str| outputs.next().unwrap_or_else(|| usual.to_owned());
        let (mut console, mut files) = ("console", Vec::new());
        for reporter in &wanted {
            match reporter.as_str() {
                "xunit" | "junit" => files.push(format!("junit:{}", file("report.xml"))),
                "html" => files.push(format!("html:{}", file("report.html"))),
                "markdown" => files.push(format!("markdown:{}", file("report.md"))),
                "dot" => console = "dot",
                // No name of a reporter's; Dredd takes its console for it all the same.
                "cli" => {}
                "nyan" => {
                    self.warn("`reporter: nyan`: the console shows a progress bar instead".to_owned());
                }
                "apiary" => {
                    self.warn("`reporter: apiary`: Apiary no longer takes reports; left out".to_owned());
                }
                other => self.warn(format!(
                    "`reporter: {other}` is unknown; `tribunal run --help` has those that there are"
                )),
            }
        }
        if console != "console" || !files.is_empty() {
            files.insert(0, console.to_owned());
            self.set_all("reporter", files);
        }
        if self.flag("details") {
            self.warn("`details`: --reporter json:FILE holds every request and response".to_owned());
        }
        if self.flag("inline-errors") {
            self.warn(
                "`inline-errors` has no effect: each failure is told on its own, in the document's order"
                    .to_owned(),
            );
        }
        if self
            .take("color")
            .or_else(|| self.take("c"))
            .is_some_and(|value| is_word(&value, &["false", "no", "off"]))
        {
            self.told.settings.push(Setting::flag("no-color"));
        }
        let level = self.take("loglevel").or_else(|| self.take("level")).or_else(|| self.take("l"));
        if level.is_some_and(|level| ["debug", "silly", "verbose"].contains(&plain(&level).as_str())) {
            self.told.settings.push(Setting::flag("show-output"));
        }
        Ok(())
    }

    /// What is left is of no use, or of the past.
    fn rest(&mut self) {
        for (name, value) in std::mem::take(&mut self.options) {
            let instead = match name.as_str() {
                _ if value.is_null() || value == false || value == Value::Array(Vec::new()) => continue,
                // Shorthands of options that are there by their full names, as `dredd init` once wrote them.
                _ if name.chars().count() == 1 => continue,
                "config" | "help" | "version" | "$0" | "_" => continue,
                "init" => "use `tribunal init`",
                "blueprintPath" => "name the document as `blueprint`",
                "data" | "apiDescriptions" => "keep the document in a file and name it as `blueprint`",
                "sandbox" | "hooksData" => "hooks are never run in a sandbox; use `hookfiles`",
                "silent" | "timestamp" => "Dredd has removed it too",
                "http" => "put a proxy or TLS in front of the server; --timeout and --header are there",
                "emitter" => "it is of Dredd's JavaScript API",
                _ => "it is no option of Dredd 14",
            };
            self.warn(format!("`{name}` has no effect: {instead}"));
        }
    }

    fn take(&mut self, name: &str) -> Option<Value> {
        self.options.remove(name).filter(|value| !value.is_null())
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, String> {
        match self.take(name) {
            // `server: false`, as some tools write it.
            None | Some(Value::Bool(false)) => Ok(None),
            Some(value @ (Value::String(_) | Value::Number(_))) => {
                Ok(Some(plain(&value)).filter(|text| !text.is_empty()))
            }
            Some(_) => Err(format!("`{name}` must be text")),
        }
    }

    fn texts(&mut self, name: &str) -> Result<Vec<String>, String> {
        match self.take(name) {
            None | Some(Value::Bool(false)) => Ok(Vec::new()),
            Some(Value::Array(values))
                if values.iter().all(|value| value.is_string() || value.is_number()) =>
            {
                Ok(values.iter().map(plain).filter(|text| !text.is_empty()).collect())
            }
            Some(Value::String(text)) if text.is_empty() => Ok(Vec::new()),
            Some(value @ Value::String(_)) => Ok(vec![plain(&value)]),
            Some(_) => Err(format!("`{name}` must be text or a list of texts")),
        }
    }

    fn number(&mut self, name: &str) -> Result<Option<f64>, String> {
        match self.text(name)? {
            None => Ok(None),
            Some(text) => {
                text.parse().map(Some).map_err(|_| format!("`{name}` must be a number, not `{text}`"))
            }
        }
    }

    /// In seconds.
    fn milliseconds(&mut self, name: &str) -> Result<Option<f64>, String> {
        Ok(self.number(name)?.filter(|number| *number > 0.0).map(|number| number / 1_000.0))
    }

    fn flag(&mut self, name: &str) -> bool {
        self.take(name).is_some_and(|value| is_word(&value, &["true", "yes", "on"]))
    }

    fn set(&mut self, name: &str, value: Option<String>) {
        self.told.settings.extend(value.map(|value| Setting::new(name, [value])));
    }

    fn set_all(&mut self, name: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.told.settings.push(Setting::new(name, values));
        }
    }

    fn warn(&mut self, warning: String) {
        self.told.warnings.push(warning);
    }
}

/// YAML 1.2 has no `yes` and `off`; people write them all the same where a flag is meant.
fn is_word(value: &Value, words: &[&str]) -> bool {
    let text = plain(value);
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Setting, translate};

    #[test]
    fn a_flag_may_be_said_in_any_of_yamls_words() {
        for word in ["true", "True", "yes", "on", "'true'"] {
            let told = translate(&format!("names: {word}\ncolor: false\n")).unwrap().settings;
            assert_eq!(told, [Setting::flag("names"), Setting::flag("no-color")], "{word}");
        }
        for word in ["false", "no", "off", "~", ""] {
            let told = translate(&format!("names: {word}\ncolor: true\n")).unwrap().settings;
            assert_eq!(told, [], "{word}");
        }
        for word in ["no", "off", "FALSE"] {
            let told = translate(&format!("color: {word}\n")).unwrap().settings;
            assert_eq!(told, [Setting::flag("no-color")], "{word}");
        }
    }
}
