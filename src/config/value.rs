//! Types of settings that clap does not know.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// A value that must never be printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The value itself.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<secret>")
    }
}

/// Where the data is: `postgres://...` or `sqlite:...`. Its password never shows.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The address with its password, for the driver.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether this is an embedded SQLite database.
    pub fn is_sqlite(&self) -> bool {
        self.0.starts_with("sqlite:")
    }

    /// Whether this SQLite database lives in memory, that is, in one connection.
    pub fn is_in_memory(&self) -> bool {
        self.is_sqlite() && (self.0.contains(":memory:") || self.0.contains("mode=memory"))
    }

    /// The file of a SQLite database on disk.
    pub fn file(&self) -> Option<&str> {
        if self.is_in_memory() {
            return None;
        }
        let path = self.0.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        path.split('?').next().filter(|path| !path.is_empty())
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = ["postgres://", "postgresql://", "sqlite:"];
        if known.iter().any(|scheme| text.starts_with(scheme)) {
            Ok(Self(text.to_owned()))
        } else {
            Err("expected postgres://user:password@host/name or sqlite://path/to/file.db".to_owned())
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((scheme, rest)) = self.0.split_once("://") else { return f.write_str(&self.0) };
        // libpq also takes the password as a query parameter, so nothing after `?` is shown.
        let rest = rest.split('?').next().unwrap_or_default();
        match rest.rsplit_once('@') {
            Some((user, host)) => {
                let user = user.split(':').next().unwrap_or_default();
                write!(f, "{scheme}://{user}@{host}")
            }
            None => write!(f, "{scheme}://{rest}"),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Reads `15m`, `30d`, `12h`, `90s` or plain seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    const EXPECTED: &str = "expected a number of seconds, or a number with s, m, h or d, such as 15m";
    let (digits, unit) = match text.strip_suffix(['s', 'm', 'h', 'd']) {
        Some(digits) => (digits, text.chars().next_back()),
        None => (text, None),
    };
    let seconds = match unit {
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        _ => 1_u64,
    };
    let count: u64 = digits.parse().map_err(|_| EXPECTED.to_owned())?;
    // A hundred years bounds the arithmetic with dates that follows.
    let total = count.checked_mul(seconds).filter(|total| *total <= 100 * 365 * 86_400);
    total.map(Duration::from_secs).ok_or_else(|| EXPECTED.to_owned())
}

/// The same, and not nothing: for what could never succeed in no time.
pub(super) fn some_time(text: &str) -> Result<Duration, String> {
    match duration(text)? {
        Duration::ZERO => Err("expected more than 0 s".to_owned()),
        time => Ok(time),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_has_a_unit_or_means_seconds() {
        for (text, seconds) in [("90", 90), ("90s", 90), ("15m", 900), ("12h", 43_200), ("30d", 2_592_000)] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for wrong in ["", "m", "-1", "1.5h", "15 m", "99999999999d", "18446744073709551615"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!((some_time("1"), some_time("0m").is_err()), (Ok(Duration::from_secs(1)), true));
    }

    #[test]
    fn a_password_in_a_database_address_is_never_shown() {
        let shown = |url: &str| url.parse::<DatabaseUrl>().map(|url| format!("{url} {url:?}")).unwrap();
        assert_eq!(
            shown("postgres://u:p%40@h:5432/d?password=x"),
            "postgres://u@h:5432/d postgres://u@h:5432/d"
        );
        assert_eq!(shown("sqlite://data/plenary.db"), "sqlite://data/plenary.db sqlite://data/plenary.db");
        assert_eq!(format!("{:?}", Secret::from("hunter2")), "<secret>");
    }

    #[test]
    fn the_file_of_a_sqlite_address_is_found() {
        let file = |url: &str| url.parse::<DatabaseUrl>().unwrap().file().map(str::to_owned);
        assert_eq!(file("sqlite://data/plenary.db?mode=rwc").as_deref(), Some("data/plenary.db"));
        assert_eq!(file("sqlite:/var/lib/p.db").as_deref(), Some("/var/lib/p.db"));
        assert_eq!(file("sqlite:///var/lib/p.db").as_deref(), Some("/var/lib/p.db"));
        assert_eq!(file("sqlite::memory:"), None);
        assert_eq!(file("postgres://h/d"), None);
    }
}
