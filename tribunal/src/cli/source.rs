//! How a command reads its document.

use clap::Args;

use crate::document::{Document, LoadOptions};

/// Where the document's parts may come from.
#[derive(Clone, Debug, Args)]
pub(super) struct SourceArgs {
    /// Let `$ref` lead out of the document's own folder, to other folders and servers.
    #[arg(long)]
    outside_refs: bool,
}

impl SourceArgs {
    /// Reads the document at a path or an address. The error is one message for exit code 2.
    pub(super) fn load(&self, location: &str) -> Result<Document, String> {
        let options = LoadOptions { outside: self.outside_refs, ..LoadOptions::default() };
        Document::load_with(location, &options).map_err(|error| error.to_string())
    }
}
