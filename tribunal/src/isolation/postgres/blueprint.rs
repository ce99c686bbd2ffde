//! The schema of a database in place as statements, written by `pg_dump` when the snapshot is taken: what a database
//! whose schema was changed is made anew from.
//!
//! Only definitions: the rows stand in the snapshot already. The statements are kept in the database beside it, so that
//! the run after one that was killed can use them too.

use std::{process::Stdio, time::Duration};

use percent_encoding::percent_decode_str;
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use tokio::process::Command;
use url::Url;

use super::{
    connection,
    dump::{Entry, entries},
    programs::dumpers,
};
use crate::isolation::IsolationError;

/// How long `pg_dump` may take; definitions alone take it a tenth of a second.
const PATIENCE: Duration = Duration::from_mins(1);

/// The kind of the one entry that says why there are no statements.
pub(super) const MISSING: &str = "missing";

/// A moment that another session can look at the database from, however much it is changed meanwhile.
pub(super) struct Moment {
    variables: Vec<(&'static str, String)>,
    db: PgConnection,
    id: String,
    version: String,
}

impl Moment {
    pub(super) async fn now(url: &str, options: &PgConnectOptions) -> Result<Self, IsolationError> {
        let failed = |error: sqlx::Error| {
            IsolationError::Unavailable(format!("the database cannot be looked at: {error}"))
        };
        let mut db = options.connect().await.map_err(failed)?;
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        sqlx::raw_sql(begin).execute(&mut db).await.map_err(failed)?;
        let sql = "SELECT pg_export_snapshot(), current_setting('server_version')";
        let (id, version) = sqlx::query_as(sql).fetch_one(&mut db).await.map_err(failed)?;
        Ok(Self { variables: variables(url, options), db, id, version })
    }

    /// The definitions as they were at that moment, or a sentence that says why they cannot be had.
    pub(super) async fn dumped(self) -> Result<Vec<Entry>, String> {
        let dumped = tokio::time::timeout(PATIENCE, self.dump()).await;
        self.db.close().await.ok();
        dumped.unwrap_or_else(|_| Err(format!("pg_dump did not end within {PATIENCE:?}")))
    }

    async fn dump(&self) -> Result<Vec<Entry>, String> {
        let mut refused = None;
        for (shown, mut command) in self.commands() {
            command.args(["--schema-only", "--encoding=UTF8", "--no-password", "--no-subscriptions"]);
            command.arg(format!("--lock-wait-timeout={}", connection::PATIENCE.as_millis()));
            command.arg(format!("--snapshot={}", self.id));
            command.stdin(Stdio::null()).kill_on_drop(true);
            let why = match command.output().await {
                Ok(output) if output.status.success() => {
                    let text = String::from_utf8(output.stdout);
                    return text.map(|text| entries(&text)).map_err(|error| format!("{shown}: {error}"));
                }
                Ok(output) => {
                    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', " ");
                    format!("{shown} said: {said}")
                }
                Err(error) => format!("{shown}: {error}"),
            };
            // The newest comes first, so its answer says most; another may do all the same.
            refused.get_or_insert(why);
        }
        Err(format!(
            "{}; install PostgreSQL's client programs of version {} or newer (Debian: apt-get install \
             postgresql-client; macOS: brew install libpq), or name pg_dump in TRIBUNAL_PG_DUMP",
            refused.unwrap_or_else(|| "there is no pg_dump on this machine".to_owned()),
            self.version.split('.').next().unwrap_or_default()
        ))
    }
}

impl Moment {
    /// Each way to run `pg_dump`, with its name for people.
    fn commands(&self) -> Vec<(String, Command)> {
        let local = dumpers().into_iter().map(|program| {
            let mut command = Command::new(&program);
            command.envs(self.variables.iter().cloned());
            (program.display().to_string(), command)
        });
        local.chain(in_container(&self.variables)).collect()
    }
}

/// A container of ours has a `pg_dump` as new as its server, which trusts whoever is in there.
#[cfg(feature = "testcontainers")]
fn in_container(variables: &[(&'static str, String)]) -> Option<(String, Command)> {
    let value = |name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
    let id = super::container::id_at(value("PGHOST")?, value("PGPORT")?.parse().ok()?)?;
    let mut command = Command::new("docker");
    command.arg("exec");
    for name in ["LC_ALL", "PGUSER", "PGDATABASE", "PGAPPNAME"] {
        command.arg(format!("--env={name}={}", value(name)?));
    }
    command.args([&id, "pg_dump"]);
    Some(("pg_dump in the container".to_owned(), command))
}

#[cfg(not(feature = "testcontainers"))]
fn in_container(_: &[(&'static str, String)]) -> Option<(String, Command)> {
    None
}

/// Where to connect to. Not as arguments, which everybody on the machine can read.
fn variables(url: &str, options: &PgConnectOptions) -> Vec<(&'static str, String)> {
    let host = options.get_socket().map(|folder| folder.display().to_string());
    let user = options.get_username();
    let mut variables = vec![
        ("LC_ALL", "C".to_owned()),
        ("PGHOST", host.unwrap_or_else(|| options.get_host().to_owned())),
        ("PGPORT", options.get_port().to_string()),
        ("PGUSER", user.to_owned()),
        ("PGDATABASE", options.get_database().unwrap_or(user).to_owned()),
        // Others see by it that this run is alive.
        ("PGAPPNAME", options.get_application_name().unwrap_or_default().to_owned()),
    ];
    let Ok(url) = Url::parse(url) else { return variables };
    if let Some(password) = url.password() {
        variables.push(("PGPASSWORD", percent_decode_str(password).decode_utf8_lossy().into_owned()));
    }
    for (key, value) in url.query_pairs() {
        let variable = match key.as_ref() {
            "password" => "PGPASSWORD",
            "sslmode" | "ssl-mode" => "PGSSLMODE",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        variables.push((variable, value.into_owned()));
    }
    variables
}

/// Keeps the statements, or why there are none, in the snapshot.
pub(super) async fn keep(
    db: &mut PgConnection,
    dumped: Result<Vec<Entry>, String>,
) -> Result<(), sqlx::Error> {
    let missing = |why| vec![Entry { kind: MISSING.to_owned(), name: String::new(), sql: why }];
    let (mut kinds, mut names, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    for Entry { kind, name, sql } in dumped.unwrap_or_else(missing) {
        kinds.push(kind);
        names.push(name);
        texts.push(sql);
    }
    sqlx::query(
        "INSERT INTO tribunal_snapshot.blueprint SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
         WITH ORDINALITY",
    )
    .bind(kinds)
    .bind(names)
    .bind(texts)
    .execute(db)
    .await
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_reaches_pg_dump_as_it_is() {
        let url = "postgres://ann:p%40ss@localhost:5433/shop?sslmode=require&statement-cache-capacity=9";
        let found = variables(url, &connection::options(url, "tribunal_1_0").expect("options"));
        for (name, value) in [
            ("PGHOST", "localhost"),
            ("PGPORT", "5433"),
            ("PGUSER", "ann"),
            ("PGDATABASE", "shop"),
            ("PGPASSWORD", "p@ss"),
            ("PGSSLMODE", "require"),
            ("PGAPPNAME", "tribunal_1_0"),
        ] {
            assert!(found.contains(&(name, value.to_owned())), "{name}: {found:?}");
        }
    }
}
