//! How many slots there are, and what puts the store of each back.

use std::time::Duration;

use super::{args::RunArgs, database::Database, hooks, place::Place, reporter::complain};
use crate::{
    isolation::CommandReset,
    run::{Baseline, RemoteServer, RunOptions, Standing},
};

/// How many slots there can be, as `-j` asks for; says why, where it is only one.
pub(super) fn count(args: &RunArgs, database: &Database) -> usize {
    let wanted = hooks::slots(args);
    if wanted == 1 {
        return 1;
    }
    let serves = args.server.server.is_some();
    let only = match database.is_one() {
        Some(why) => why,
        None if args.reset_command.is_some() && !serves => "one server has one store".to_owned(),
        None => return wanted,
    };
    let advice = if serves {
        "--database auto gives each slot a new one"
    } else {
        "--server with --database auto gives each slot a server and a new database"
    };
    complain(&format!("-j {wanted}: {only}, so there is 1 slot; {advice}"));
    1
}

/// What a run stands on: slots with a place of their own, or several at one place where nothing is put back.
pub(super) struct Slots {
    /// One for each slot.
    pub(super) places: Vec<Place>,
    pub(super) put_back: bool,
}

impl Slots {
    /// The same servers, with a path that all operations begin with.
    pub(super) fn below(mut self, path: &str) -> Self {
        for place in &mut self.places {
            place.base_url.push_str(path);
        }
        self
    }

    /// The servers of the slots as the session takes them.
    pub(super) fn standing(&self, args: &RunArgs) -> Result<Vec<Standing<RemoteServer>>, String> {
        let servers = self.places.iter().map(|place| RemoteServer::new(&place.base_url));
        let servers = servers.collect::<Result<Vec<_>, _>>()?;
        let standing = self.places.iter().zip(&servers).map(|(place, server)| Standing {
            server: servers.first().map_or_else(|| server.clone(), |first| server.clone().known_as(first)),
            baseline: self.baseline(place, args),
        });
        Ok(standing.collect())
    }

    fn baseline(&self, place: &Place, args: &RunArgs) -> Baseline {
        match (self.put_back, &args.reset_command, &place.database) {
            (true, Some(command), _) => {
                let reset = CommandReset::new(command, args.reset_timeout).variables(place.variables());
                Baseline::Command(reset)
            }
            (true, None, Some(url)) => Baseline::Database(url.clone()),
            (true, None, None) | (false, ..) => Baseline::Unknown,
        }
    }

    /// Which database it is and what resets it, for people; `None` where nothing is reset.
    pub(super) fn describe(&self, args: &RunArgs, database: &Database) -> Option<String> {
        let slots = match self.places.len() {
            1 => "1 slot".to_owned(),
            many => format!("{many} slots"),
        };
        let reset = match &args.reset_command {
            Some(command) => format!("reset by the command `{command}`"),
            None => "restored in place".to_owned(),
        };
        let what = database.describe().unwrap_or_else(|| "a store".to_owned());
        self.put_back.then(|| format!("{what}, {reset}, {slots}"))
    }
}

/// How long a slot may take to be put back. A command has a time of its own, after which it says what it was at.
pub(super) fn restore_timeout(args: &RunArgs) -> Duration {
    let usual = RunOptions::default().restore_timeout;
    if args.reset_command.is_some() { usual + args.reset_timeout } else { usual }
}
