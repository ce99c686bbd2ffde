//! What a document may be made of, and what reading it may cost.

use std::{collections::BTreeMap, time::Duration};

/// How a document is loaded.
#[derive(Clone, Debug)]
pub struct LoadOptions {
    /// Whether references may lead out of the document's own folder: to other folders, and to other servers. A
    /// document from a server can never name a file of this machine.
    pub outside: bool,
    /// How long all files together may take. Default: 30 seconds.
    pub time: Duration,
    /// How large all files together may be, in bytes. Default: 256 MiB.
    pub bytes: u64,
    /// Texts that stand for addresses: a reference to one of them reads no file and asks no server.
    pub known: BTreeMap<String, String>,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self { outside: false, time: Duration::from_secs(30), bytes: 256 << 20, known: BTreeMap::new() }
    }
}
