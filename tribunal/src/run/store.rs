//! What a slot's server works on, and how it goes back to the baseline.

use crate::isolation::{CommandReset, IsolationError, Rebuilds, Reset, SlotDatabase};

/// What is restored after each transaction.
pub(super) enum Store {
    /// Nothing.
    Nothing,
    /// A database with a snapshot of the baseline.
    Database(SlotDatabase),
    /// Whatever a command of the user's restores.
    Command(CommandReset),
}

impl Store {
    /// Puts it back. Gives the URL of a database that was made anew, for the server's connections went with the old one.
    pub(super) async fn restore(&mut self) -> Result<Option<String>, IsolationError> {
        match self {
            Self::Nothing => Ok(None),
            Self::Database(database) => {
                let restored = database.restore().await?;
                Ok(restored.rebuilt.then(|| database.url().to_owned()))
            }
            Self::Command(command) => command.restore().await.map(|_| None),
        }
    }

    /// Whether a restore may be given up in its middle: a command is ended, a database has to be left whole.
    pub(super) fn is_restored_by_command(&self) -> bool {
        matches!(self, Self::Command(_))
    }

    /// Compares it with the baseline. The restore before takes back what came since the last one, by a transaction that
    /// was given up or by the server's end. Of a command its exit code is all the proof there is.
    pub(super) async fn prove(&mut self) -> Result<(), IsolationError> {
        match self {
            Self::Nothing | Self::Command(_) => Ok(()),
            Self::Database(database) => {
                database.restore().await?;
                database.verify().await
            }
        }
    }

    /// The restores that had to make the schema anew, so far.
    pub(super) fn rebuilds(&self) -> Rebuilds {
        match self {
            Self::Nothing | Self::Command(_) => Rebuilds::default(),
            Self::Database(database) => database.rebuilds(),
        }
    }

    /// Lets go of it.
    pub(super) async fn close(self) -> Result<(), IsolationError> {
        match self {
            Self::Nothing | Self::Command(_) => Ok(()),
            Self::Database(database) => database.close().await,
        }
    }
}
