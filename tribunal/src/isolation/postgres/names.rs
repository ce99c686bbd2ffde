//! Names of the databases a run makes beside the user's own, and which of them no run needs any more.

use std::{fmt, path::Path, process};

use sqlx::PgConnection;

/// A run: who made a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunId {
    pid: u32,
    nonce: u32,
}

impl RunId {
    pub(super) fn new() -> Self {
        Self { pid: process::id(), nonce: rand::random() }
    }

    /// `tribunal_<pid>_<nonce>_<what>`; what is `base`, `s<n>` or `e<n>`.
    pub(super) fn database(self, what: impl fmt::Display) -> String {
        format!("{self}_{what}")
    }

    /// The run in the name of a database, if it is exactly of our scheme.
    fn of(database: &str) -> Option<Self> {
        let rest = database.strip_prefix("tribunal_")?;
        let [pid, nonce, what] = *rest.split('_').collect::<Vec<_>>().as_slice() else { return None };
        let slot = what
            .strip_prefix(['e', 's'])
            .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let run = Self { pid: pid.parse().ok()?, nonce: u32::from_str_radix(nonce, 16).ok()? };
        // Parsing is laxer than printing: only what we would print ourselves is ours.
        ((slot || what == "base") && run.database(what) == database).then_some(run)
    }
}

/// Also the `application_name` of the run's connections.
impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tribunal_{}_{:08x}", self.pid, self.nonce)
    }
}

/// Databases of runs that are dead beyond doubt: nobody is connected to the database, no session bears the run's
/// name, and no process of that number lives here.
pub(super) async fn leftovers(db: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT datname::text FROM pg_database d WHERE datname ~ '^tribunal_'
         AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datname = d.datname)
         AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.application_name <> ''
                         AND starts_with(d.datname, a.application_name || '_'))",
    )
    .fetch_all(db)
    .await?;
    Ok(names.into_iter().filter(|name| RunId::of(name).is_some_and(|run| !alive(run.pid))).collect())
}

fn alive(pid: u32) -> bool {
    if Path::new("/proc/self").exists() {
        return Path::new(&format!("/proc/{pid}")).exists();
    }
    let mut kill = process::Command::new("kill");
    kill.args(["-0", &pid.to_string()]).stderr(process::Stdio::null());
    // When in doubt it lives.
    kill.status().is_ok_and(|status| status.success()) || cfg!(not(unix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_knows_its_own_databases() {
        let run = RunId { pid: 4711, nonce: 0xbeef };
        assert_eq!(run.database("base"), "tribunal_4711_0000beef_base");
        assert_eq!(RunId::of("tribunal_4711_0000beef_s12"), Some(run));
        assert_eq!(RunId::of("tribunal_4711_0000beef_e3"), Some(run));
    }

    #[test]
    fn a_name_that_is_only_similar_is_not_ours() {
        for name in [
            "tribunal",
            "tribunal_production",
            "tribunal_4711_0000beef",
            "tribunal_4711_beef_base",
            "tribunal_04711_0000beef_base",
            "tribunal_4711_0000BEEF_base",
            "tribunal_4711_0000beef_s",
            "tribunal_4711_0000beef_s1_old",
            "tribunal_4711_0000beef_backup",
        ] {
            assert_eq!(RunId::of(name), None, "{name}");
        }
    }
}
