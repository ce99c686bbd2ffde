//! `plenary create-fake-chats`.

use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use sea_orm::{DbErr, SqlErr};

use super::outcome::Failure;
use crate::app::App;
use crate::config::Config;
use crate::fixture::fake_chats::{self, FakeError, Made};
use crate::infra::log::chain;
use crate::infra::{DatabaseError, Infra};

/// Fills the configured database, which is migrated first, with users that nobody is.
pub(super) async fn create(config: Config, total: u64, sure: bool) -> Result<(), Failure> {
    if config.profile.is_public() && !sure {
        let name = config.profile.name();
        return Err(Failure::Usage(format!(
            "create-fake-chats makes users that nobody is; in the {name} profile it needs --yes"
        )));
    }
    let app = App::open(config, Infra::real()).await?;
    app.migrate().await?;
    let progress = Progress::new(total);
    let made = fake_chats::create_fake_chats(app.context(), total, |done| progress.note(done)).await;
    progress.clear();
    let Made { first, last, messages } = made.map_err(|error| failure(&error))?;
    writeln!(
        std::io::stdout(),
        "Made {total} users with chats, {} to {}, and {messages} messages.",
        fake_chats::name(first),
        fake_chats::name(last)
    )?;
    app.close().await.map_err(Failure::broken)
}

fn failure(error: &FakeError) -> Failure {
    match error {
        FakeError::TooMany => Failure::Usage(error.to_string()),
        FakeError::Database(DatabaseError::Failed(cause)) if is_taken(cause) => Failure::Usage(
            "somebody has the name or address of a fake user, or others are being made; try again".to_owned(),
        ),
        FakeError::Password(_) | FakeError::Database(_) => Failure::broken(chain(error)),
    }
}

fn is_taken(cause: &DbErr) -> bool {
    matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

/// A bar on a terminal, lines elsewhere; both on standard error.
struct Progress {
    total: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    fn new(total: u64) -> Self {
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::new(total);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} users, {eta} left") {
                bar.set_style(style);
            }
            bar
        });
        Self { total, bar }
    }

    fn note(&self, done: u64) {
        match &self.bar {
            Some(bar) => bar.set_position(done),
            // Without a standard error there is nobody to tell, and the work goes on.
            None => drop(writeln!(std::io::stderr(), "{done} of {} users", self.total)),
        }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
