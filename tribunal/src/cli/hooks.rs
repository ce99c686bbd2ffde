//! Hook files: which there are, and the handlers that run them.

use std::{path::Path, sync::Arc, time::Duration};

use clap::Args;
use serde_json::{Map, Value, json};

use super::{args::RunArgs, place::Place, reporter::complain, seconds::seconds};
use crate::{
    document::Document,
    hooks::worker::{HandlerSlot, Language, WorkerError, WorkerOptions, Workers, hook_files},
};

#[derive(Debug, Args)]
#[command(next_help_heading = "Hooks")]
pub(super) struct HookArgs {
    /// Hook files; `*`, `?` and `**` are understood. May be repeated. Loaded in the order of their base names.
    #[arg(long, value_name = "GLOB")]
    pub(super) hookfiles: Vec<String>,
    /// Their language: nodejs, python, ruby, php, perl, go, rust, or the command line of a handler.
    #[arg(long, value_name = "LANGUAGE", default_value = "nodejs")]
    pub(super) language: Language,
    /// A module that the Node.js handler loads before hook files. May be repeated.
    #[arg(long, value_name = "MODULE")]
    pub(super) require: Vec<String>,
    /// What hooks in Node.js find in `hooks.configuration.custom`. May be repeated.
    #[arg(long, value_name = "K:V")]
    pub(super) custom: Vec<String>,
    /// Seconds that hooks may take to answer one event.
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = seconds)]
    pub(super) hooks_timeout: Duration,
    /// Seconds that a hook handler may take to listen.
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(super) hooks_connect_timeout: Duration,
    /// Where the hook handler listens.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub(super) hooks_host: String,
    /// On which port [default: 61321, or a free one where that is taken and the handler can be told].
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) hooks_port: Option<u16>,
}

/// How many transactions may run at once, as far as hooks are concerned.
pub(super) fn slots(args: &RunArgs) -> usize {
    let wanted = usize::from(args.slots);
    if wanted == 1 || args.hooks.hookfiles.is_empty() || args.hooks.language.takes_port() {
        return wanted;
    }
    complain(&format!(
        "-j {wanted}: the hook handler `{}` is one process on one port, so there is 1 slot",
        args.hooks.language
    ));
    1
}

/// Starts the handlers, one for each slot, if there are hook files.
pub(super) async fn start(
    args: &RunArgs,
    document: &Arc<Document>,
    places: &[Place],
) -> Result<Option<Arc<Workers>>, WorkerError> {
    let hooks = &args.hooks;
    if hooks.hookfiles.is_empty() {
        return Ok(None);
    }
    let files = hook_files(Path::new("."), &hooks.hookfiles)?;
    let options = WorkerOptions {
        require: hooks.require.clone(),
        host: hooks.hooks_host.clone(),
        port: hooks.hooks_port,
        connect: hooks.hooks_connect_timeout,
        reply: hooks.hooks_timeout,
        aloud: args.show_output,
        log: Arc::new(|line| complain(&format!("hook: {line}"))),
        details: Arc::new(complain),
        ..WorkerOptions::new(hooks.language.clone(), files)
    };
    let slots = places.iter().map(|place| HandlerSlot {
        base_url: place.base_url.clone(),
        variables: place.variables_of_hooks(),
        configuration: configuration(args, &place.base_url),
        label: place.label(),
    });
    Workers::start(options, document.clone(), slots.collect()).await.map(Some)
}

/// What hooks in Node.js read, under Dredd's names.
fn configuration(args: &RunArgs, base_url: &str) -> Value {
    let custom: Map<String, Value> = args
        .hooks
        .custom
        .iter()
        .map(|pair| {
            let (key, value) = pair.split_once(':').unwrap_or((pair, ""));
            (key.to_owned(), value.into())
        })
        .collect();
    let header: Vec<String> =
        args.header.iter().map(|field| format!("{}: {}", field.name, field.value)).collect();
    json!({
        "endpoint": base_url,
        "server": base_url,
        "path": [args.document],
        "hookfiles": args.hooks.hookfiles,
        "language": args.hooks.language.to_string(),
        "header": header,
        "method": args.selection.method,
        "only": args.selection.only.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "custom": custom,
    })
}
