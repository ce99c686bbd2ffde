//! `tribunal init`: a `tribunal.toml` to begin with.

use std::{fs::OpenOptions, io::Write as _, path::Path, process::ExitCode};

use clap::Args;
use serde_json::Value;

use super::{
    base_url,
    config::{DREDD, Setting, TRIBUNAL, translate},
    reporter::{complain, print},
};
use crate::document::Document;

/// Names that documents commonly have, the likeliest first.
const DOCUMENTS: [&str; 8] = [
    "openapi.yaml",
    "openapi.yml",
    "openapi.json",
    "swagger.yaml",
    "swagger.yml",
    "swagger.json",
    "api.yaml",
    "docs/openapi.yaml",
];

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  tribunal init               from the dredd.yml or the document of this folder
  tribunal init dredd.yml     the same options in our words; what has no counterpart is told
  tribunal init openapi.yaml  for a document")]
pub(super) struct InitArgs {
    /// A dredd.yml or an OpenAPI document [default: what there is in this folder].
    source: Option<String>,
    /// Where it is written.
    #[arg(long, value_name = "FILE", default_value = TRIBUNAL)]
    output: String,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
}

/// Writes the file. The error is one message for exit code 2.
pub(super) fn run(args: &InitArgs) -> Result<ExitCode, String> {
    let found =
        || [DREDD].into_iter().chain(DOCUMENTS).find(|name| Path::new(name).exists()).map(str::to_owned);
    let source = args.source.clone().or_else(found).ok_or_else(|| {
        format!("there is no {DREDD} and no {} here: name the document, `tribunal init FILE`", DOCUMENTS[0])
    })?;
    let name = Path::new(&source).file_name().unwrap_or_default().to_string_lossy();
    let text = if name.starts_with("dredd.") {
        of_dredd(&source)?
    } else {
        let document = Document::load(&source).map_err(|error| error.to_string())?;
        written(
            &source,
            &[
                Setting::new("document", [source.clone()]),
                Setting::new("base-url", [base_url::likely(&document)]),
            ],
        )
    };
    write(&args.output, &text, args.force)?;
    let told = format!("{} is written from {source}; `tribunal run` reads it in its folder\n", args.output);
    print(&told).map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

fn of_dredd(source: &str) -> Result<String, String> {
    let text = std::fs::read_to_string(source).map_err(|error| format!("{source}: {error}"))?;
    let translated = translate(&text).map_err(|why| format!("{source}: {why}"))?;
    for warning in &translated.warnings {
        complain(&format!("{source}: {warning}"));
    }
    Ok(written(source, &translated.settings))
}

fn write(path: &str, text: &str, force: bool) -> Result<(), String> {
    let mut options = OpenOptions::new();
    options.write(true).truncate(true);
    if force {
        options.create(true)
    } else {
        options.create_new(true)
    };
    let file = options.open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    file.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => format!("{path} is there already; --force replaces it"),
        _ => format!("{path}: {error}"),
    })
}

/// An option with what it is for; commented out where nothing is known of it.
struct Row {
    name: &'static str,
    about: &'static str,
    otherwise: &'static str,
}

const ROWS: [Row; 16] = [
    Row { name: "document", about: "What the server promises.", otherwise: "\"openapi.yaml\"" },
    Row { name: "base-url", about: "Where it listens.", otherwise: "\"http://127.0.0.1:8080\"" },
    Row {
        name: "server",
        about: "Starts it, and ends it after the run with all that it has started. {port} and the variable PORT tell it\n\
                # where to listen.",
        otherwise: "\"flask run --port {port}\"",
    },
    Row {
        name: "server-wait",
        about: "Seconds until it must answer. It is asked all the time, so more costs nothing.",
        otherwise: "30",
    },
    Row {
        name: "database",
        about: "What it works on, put back after every example: a URL, or auto, testcontainers, local or sqlite for a\n\
                # new database, which the server finds in DATABASE_URL.",
        otherwise: "\"auto\"",
    },
    Row {
        name: "reset-command",
        about: "Instead of a snapshot of that database: what brings a store of any kind to its baseline, before every\n\
                # example. It finds DATABASE_URL, PORT and TRIBUNAL_SLOT.",
        otherwise: "\"npm run db:reset\"",
    },
    Row {
        name: "slots",
        about: "How many servers there are, each with a port, a new database and a hook handler of its own.",
        otherwise: "4",
    },
    Row { name: "hookfiles", about: "Hooks around the examples.", otherwise: "[\"hooks/*.py\"]" },
    Row {
        name: "language",
        about: "nodejs, python, ruby, php, perl, go, rust, or the command line of a handler.",
        otherwise: "\"python\"",
    },
    Row { name: "hooks-timeout", about: "Seconds that hooks have to answer.", otherwise: "5" },
    Row {
        name: "header",
        about: "For every request that does not have it; credentials are left out where the document wants none.",
        otherwise: "[\"Authorization: Bearer abc\"]",
    },
    Row {
        name: "actor",
        about: "Who the x-actor of an example is.",
        otherwise: "[\"admin=Authorization: Bearer xyz\"]",
    },
    Row {
        name: "order",
        about: "document, sorted (by method, as Dredd does) or random:SEED.",
        otherwise: "\"document\"",
    },
    Row {
        name: "examples",
        about: "How answers are compared with the examples: exact, shape or off.",
        otherwise: "\"shape\"",
    },
    Row { name: "reporter", about: "Where results go.", otherwise: "[\"console\", \"junit:report.xml\"]" },
    Row {
        name: "max-skips",
        about: "How many examples may be left out before the run fails.",
        otherwise: "0",
    },
];

fn written(source: &str, settings: &[Setting]) -> String {
    let mut text =
        format!("# From {source}. Every option of `tribunal run --help` may stand here by its long name.\n");
    for row in &ROWS {
        let setting = settings.iter().find(|setting| setting.name == row.name);
        let line = match setting {
            Some(setting) => format!("{} = {}", row.name, value(setting)),
            None => format!("# {} = {}", row.name, row.otherwise),
        };
        text.extend(["\n# ", row.about, "\n", &line, "\n"]);
    }
    let others: Vec<String> = settings
        .iter()
        .filter(|setting| ROWS.iter().all(|row| row.name != setting.name))
        .map(|setting| format!("\n{} = {}", setting.name, value(setting)))
        .collect();
    if !others.is_empty() {
        text.extend(others.iter().map(String::as_str).chain(["\n"]));
    }
    text
}

fn value(setting: &Setting) -> String {
    // Text in JSON is text in TOML: the escapes of the one are among those of the other.
    let quoted = |text: &String| match text.parse::<f64>() {
        Ok(_) if NUMBERS.contains(&setting.name.as_str()) => text.clone(),
        _ => Value::from(text.as_str()).to_string().replace('\u{7f}', "\\u007f"),
    };
    let values: Vec<String> = setting.values.iter().map(quoted).collect();
    match values.as_slice() {
        [] => "true".to_owned(),
        [one] if !LISTS.contains(&setting.name.as_str()) => one.clone(),
        many => format!("[{}]", many.join(", ")),
    }
}

const NUMBERS: [&str; 6] =
    ["server-wait", "reset-timeout", "slots", "hooks-timeout", "hooks-connect-timeout", "hooks-port"];
const LISTS: [&str; 7] = ["hookfiles", "header", "reporter", "only", "method", "require", "custom"];
