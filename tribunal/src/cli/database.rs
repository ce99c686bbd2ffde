//! Which databases are put back after each example, and how servers and hooks learn of them.

use super::{
    args::{Reset, RunArgs},
    place::Place,
    reporter::complain,
};
use crate::isolation::{DatabaseChoice, Databases, IsolationError, without_password};

/// The variable that tells a server its database (<https://12factor.net/backing-services>).
pub(super) const VARIABLE: &str = "DATABASE_URL";

/// What is known of the database before the server stands.
#[derive(Debug)]
pub(super) enum Database {
    /// None that we know.
    None,
    /// One that stands already.
    Standing(String),
    /// New and empty ones of our own. The servers that we start fill them.
    Own {
        databases: Databases,
        /// Whether somebody asked for it. What nobody asked for may turn out not to be used.
        asked: bool,
    },
}

impl Database {
    /// By `--database`; where a server is started and nothing is said, by `DATABASE_URL`, else a new one. What a
    /// command resets is the user's own affair: it may be any URL, and nothing new is made unasked.
    ///
    /// The error is one message.
    pub(super) async fn choose(args: &RunArgs) -> Result<Self, String> {
        let serves = args.server.server.is_some();
        if args.reset == Some(Reset::None) {
            return Ok(Self::None);
        }
        if args.reset_command.is_some() {
            match (&args.database, &args.server.database_url) {
                (Some(url), _) if url.contains("://") => return Ok(Self::Standing(url.clone())),
                (None, Some(url)) => return Ok(Self::Standing(url.clone())),
                (None, None) => return Ok(Self::None),
                (Some(_), _) => {}
            }
        }
        let choice = match (&args.database, serves) {
            (Some(text), _) => text.parse().map_err(|error: IsolationError| error.to_string())?,
            (None, false) if args.reset == Some(Reset::Snapshot) => {
                return Err(
                    "--reset snapshot needs --database URL: the database the server works on".to_owned()
                );
            }
            (None, false) => return Ok(Self::None),
            (None, true) => match &args.server.database_url {
                None => DatabaseChoice::Auto,
                Some(url) => {
                    let Ok(choice @ DatabaseChoice::Url(_)) = url.parse() else {
                        let shown = without_password(url);
                        complain(&format!(
                            "{VARIABLE} is {shown}, which nothing here can put back: no reset"
                        ));
                        return Ok(Self::None);
                    };
                    choice
                }
            },
        };
        match choice {
            DatabaseChoice::Url(url) => Ok(Self::Standing(url)),
            other if !serves => Err(format!(
                "--database {other}: a server that runs already has its database; give its URL, or let --server start it"
            )),
            other => {
                let asked = args.database.is_some();
                let databases = Databases::open(&other).await.map_err(|error| error.to_string())?;
                Ok(Self::Own { databases, asked })
            }
        }
    }

    /// The URL of the database of the n-th slot from 0, if one is known.
    pub(super) async fn of(&self, n: usize) -> Result<Option<String>, String> {
        match self {
            Self::None => Ok(None),
            Self::Standing(url) => Ok(Some(url.clone())),
            Self::Own { databases, .. } => {
                databases.own(n).await.map(Some).map_err(|error| error.to_string())
            }
        }
    }

    /// Why there is only one that slots could have, if that is so.
    pub(super) fn is_one(&self) -> Option<String> {
        match self {
            Self::Standing(url) => Some(format!("`{}` is one database", without_password(url))),
            Self::None | Self::Own { .. } => None,
        }
    }

    /// For people, without what resets it; `None` where nothing is known.
    pub(super) fn describe(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Standing(url) => Some(without_password(url)),
            Self::Own { databases, .. } => Some(format!("{}, named by {VARIABLE}", databases.describe())),
        }
    }

    /// Whether there is something to put back, once the first server stands; says so where nobody would expect that
    /// there is not.
    pub(super) async fn is_put_back(&self, first: &Place) -> Result<bool, String> {
        match self {
            Self::None => Ok(false),
            Self::Standing(_) | Self::Own { asked: true, .. } => Ok(true),
            Self::Own { databases, asked: false } => {
                let empty = is_empty(databases, first).await?;
                if empty {
                    complain(&format!(
                        "the server made no table in the database that {VARIABLE} named ({}), so nothing is reset; \
                         say with --database which database it works on, or with --reset none that it has none",
                        databases.describe()
                    ));
                }
                Ok(!empty)
            }
        }
    }

    /// After the `beforeAll` hooks: a reset of a database that nobody uses would prove nothing.
    pub(super) async fn is_used(&self, places: &[Place]) -> Result<(), String> {
        let Self::Own { databases, .. } = self else { return Ok(()) };
        for place in places {
            if is_empty(databases, place).await? {
                return Err(format!(
                    "--database: neither the server nor a beforeAll hook{} made a table in the database that {VARIABLE} \
                     named ({}): let the server read {VARIABLE} and create its tables when it starts",
                    place.named(),
                    databases.describe()
                ));
            }
        }
        Ok(())
    }

    /// Drops what was made.
    pub(super) async fn close(self) -> Result<(), String> {
        match self {
            Self::None | Self::Standing(_) => Ok(()),
            Self::Own { databases, .. } => databases.close().await.map_err(|error| error.to_string()),
        }
    }
}

async fn is_empty(databases: &Databases, place: &Place) -> Result<bool, String> {
    let Some(url) = &place.database else { return Ok(true) };
    databases.is_empty(url).await.map_err(|error| error.to_string())
}

/// A URL as the libraries of most languages read it: some refuse `postgres:`, and an absolute path has four slashes.
pub(super) fn portable(url: &str) -> String {
    if let Some(rest) = url.strip_prefix("postgres://") {
        return format!("postgresql://{rest}");
    }
    let Some(path) = url.strip_prefix("sqlite:") else { return url.to_owned() };
    let path = path.split('?').next().unwrap_or_default();
    let path = path.strip_prefix("//").unwrap_or(path);
    format!("sqlite:///{path}")
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn urls_are_written_as_most_libraries_read_them() {
        for (url, written) in [
            ("postgres://u:p@h/shop", "postgresql://u:p@h/shop"),
            ("postgresql://h/shop", "postgresql://h/shop"),
            ("sqlite:///tmp/base.db?mode=rwc", "sqlite:////tmp/base.db"),
            ("sqlite:shop.db", "sqlite:///shop.db"),
        ] {
            assert_eq!(portable(url), written);
        }
    }
}
