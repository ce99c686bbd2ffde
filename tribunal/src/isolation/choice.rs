//! What the user may ask for: `--database testcontainers|local|sqlite|URL`.

use std::{fmt, str::FromStr};

use super::IsolationError;

/// The image Testcontainers runs unless told otherwise: the official one, its major version pinned.
pub const DEFAULT_IMAGE: &str = "postgres:17";

/// Where databases come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DatabaseChoice {
    /// The first that can be had: Testcontainers, local `PostgreSQL` programs, `SQLite`.
    #[default]
    Auto,
    /// `PostgreSQL` in a container: `testcontainers` or `testcontainers:IMAGE`.
    Testcontainers {
        /// Name and tag.
        image: String,
    },
    /// A private cluster made with the `PostgreSQL` programs of this machine.
    Local,
    /// Embedded `SQLite`.
    Sqlite,
    /// A database that stands already: `postgres://...`, `mysql://...`, `mariadb://...` or `sqlite:...`.
    Url(String),
}

impl FromStr for DatabaseChoice {
    type Err = IsolationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        match text {
            "auto" => return Ok(Self::Auto),
            "testcontainers" => return Ok(Self::Testcontainers { image: DEFAULT_IMAGE.to_owned() }),
            "local" => return Ok(Self::Local),
            "sqlite" => return Ok(Self::Sqlite),
            _ => {}
        }
        if let Some(image) = text.strip_prefix("testcontainers:").filter(|image| !image.is_empty()) {
            return Ok(Self::Testcontainers { image: image.to_owned() });
        }
        let url = ["postgres://", "postgresql://", "mysql://", "mariadb://", "sqlite:"];
        if url.iter().any(|scheme| text.len() > scheme.len() && text.starts_with(scheme)) {
            return Ok(Self::Url(text.to_owned()));
        }
        let shown = text.split("://").next().unwrap_or(text);
        Err(IsolationError::Choice(format!(
            "unknown database `{shown}`: it is one of auto, testcontainers, testcontainers:IMAGE, local, sqlite, \
             postgres://USER:PASSWORD@HOST/NAME, mysql://USER:PASSWORD@HOST/NAME, sqlite:FILE"
        )))
    }
}

/// As the user wrote it, the password of a URL left out.
impl fmt::Display for DatabaseChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Testcontainers { image } if image == DEFAULT_IMAGE => f.write_str("testcontainers"),
            Self::Testcontainers { image } => write!(f, "testcontainers:{image}"),
            Self::Local => f.write_str("local"),
            Self::Sqlite => f.write_str("sqlite"),
            Self::Url(url) => f.write_str(&without_password(url)),
        }
    }
}

/// The URL as it may be shown.
pub(crate) fn without_password(text: &str) -> String {
    let Ok(mut url) = url::Url::parse(text) else {
        return text.split('@').next_back().unwrap_or(text).to_owned();
    };
    if url.password().is_none() && !text.contains("password=") {
        return text.to_owned();
    }
    if url.password().is_some() && url.set_password(Some("***")).is_err() {
        return url.scheme().to_owned();
    }
    if text.contains("password=") {
        url.set_query(None);
    }
    url.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_reads_back_what_it_shows() {
        for text in [
            "auto",
            "testcontainers",
            "testcontainers:registry.example/postgres:16",
            "local",
            "sqlite",
            "postgres://someone@localhost:5433/shop",
            "postgresql:///shop?host=/run/postgresql",
            "mysql://someone@localhost:3307/shop",
            "mariadb://someone@localhost/shop",
            "sqlite:shop.db",
        ] {
            let choice: DatabaseChoice = text.parse().expect(text);
            assert_eq!(choice.to_string(), text);
        }
    }

    #[test]
    fn an_unknown_choice_names_those_there_are() {
        for text in ["mongodb://localhost/shop", "", "postgres://", "mysql://", "testcontainers:", "postgre"]
        {
            let error = text.parse::<DatabaseChoice>().expect_err(text).to_string();
            assert!(error.contains("auto, testcontainers"), "{error}");
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://someone:secret@localhost/shop",
            "postgres://localhost/shop?user=someone&password=secret",
            "mysql://someone:secret@localhost/shop",
            "mongodb://someone:secret@localhost/shop",
        ] {
            let shown = text.parse::<DatabaseChoice>().map_or_else(|e| e.to_string(), |c| c.to_string());
            assert!(!shown.contains("secret"), "{shown}");
        }
    }
}
