//! Which database is put back after each example, and how the server and the hooks learn of it.

use super::{
    args::{Reset, RunArgs},
    reporter::complain,
};
use crate::{
    isolation::{DatabaseChoice, Databases, without_password},
    run::Provision,
};

/// The variable that tells a server its database (<https://12factor.net/backing-services>).
const VARIABLE: &str = "DATABASE_URL";

/// What is known of the database before the server stands.
#[derive(Debug)]
pub(super) enum Database {
    /// Nothing is put back.
    None,
    /// One that stands already.
    Standing(String),
    /// One of our own, new and empty. The server that we start fills it.
    Own {
        databases: Databases,
        /// Whether somebody asked for it. What nobody asked for may turn out not to be used.
        asked: bool,
    },
}

impl Database {
    /// By `--database`; where a server is started and nothing is said, by `DATABASE_URL`, else a new one.
    ///
    /// The error is one message.
    pub(super) async fn choose(args: &RunArgs) -> Result<Self, String> {
        let serves = args.server.server.is_some();
        if args.reset == Some(Reset::None) {
            return Ok(Self::None);
        }
        let choice = match (&args.database, serves) {
            (Some(text), _) => {
                text.parse().map_err(|error: crate::isolation::IsolationError| error.to_string())?
            }
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

    /// What the server and the hooks find in their environment.
    pub(super) fn variables(&self) -> Vec<(String, String)> {
        match self {
            Self::None => Vec::new(),
            Self::Standing(url) => vec![(VARIABLE.to_owned(), portable(url))],
            Self::Own { databases, .. } => vec![(VARIABLE.to_owned(), portable(&databases.baseline_url()))],
        }
    }

    /// For people; `None` where the engine knows as much.
    pub(super) fn describe(&self) -> Option<String> {
        match self {
            Self::None | Self::Standing(_) => None,
            Self::Own { databases, .. } => {
                Some(format!("{}, named by {VARIABLE}, restored in place, 1 slot", databases.describe()))
            }
        }
    }

    /// Which database the engine puts back, once the server stands.
    pub(super) async fn provision(&self) -> Result<Provision, String> {
        match self {
            Self::None => Ok(Provision::Nothing),
            Self::Standing(url) => Ok(Provision::AsItStands(url.clone())),
            Self::Own { databases, asked } => {
                let empty = databases.baseline_is_empty().await.map_err(|error| error.to_string())?;
                if empty && !asked {
                    complain(&format!(
                        "the server made no table in the database that {VARIABLE} named ({}), so nothing is reset; \
                         say with --database which database it works on, or with --reset none that it has none",
                        databases.describe()
                    ));
                    return Ok(Provision::Nothing);
                }
                Ok(Provision::AsItStands(databases.baseline_url()))
            }
        }
    }

    /// After the `beforeAll` hooks: a reset of a database that nobody uses would prove nothing.
    pub(super) async fn is_used(&self) -> Result<(), String> {
        match self {
            Self::Own { databases, asked: true }
                if databases.baseline_is_empty().await.map_err(|error| error.to_string())? =>
            {
                Err(format!(
                    "--database: neither the server nor a beforeAll hook made a table in the database that {VARIABLE} \
                     named ({}): let the server read {VARIABLE} and create its tables when it starts",
                    databases.describe()
                ))
            }
            Self::None | Self::Standing(_) | Self::Own { .. } => Ok(()),
        }
    }

    /// Drops what was made.
    pub(super) async fn close(self) -> Result<(), String> {
        match self {
            Self::None | Self::Standing(_) => Ok(()),
            Self::Own { databases, .. } => databases.close().await.map_err(|error| error.to_string()),
        }
    }
}

/// A URL as the libraries of most languages read it: some refuse `postgres:`, and an absolute path has four slashes.
fn portable(url: &str) -> String {
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
