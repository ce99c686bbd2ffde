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

use super::{connection, programs::dumpers};
use crate::isolation::IsolationError;

/// How long `pg_dump` may take; definitions alone take it a tenth of a second.
const PATIENCE: Duration = Duration::from_mins(1);

/// The kind of the one entry that says why there are no statements.
pub(super) const MISSING: &str = "missing";

/// One object's statements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// As `pg_dump` calls it: `TABLE`, `ACL`.
    pub(super) kind: String,
    /// `orders`; of an ACL `TABLE orders`.
    pub(super) name: String,
    pub(super) sql: String,
}

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
        for program in dumpers() {
            let shown = program.display();
            let mut command = Command::new(&program);
            command.args(["--schema-only", "--encoding=UTF8", "--no-password", "--no-subscriptions"]);
            command.arg(format!("--lock-wait-timeout={}", connection::PATIENCE.as_millis()));
            command.arg(format!("--snapshot={}", self.id));
            command.envs(self.variables.iter().cloned()).stdin(Stdio::null()).kill_on_drop(true);
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

/// The statements of a dump by object, in its order. What stands before the first object sets up a session; of that only
/// where tables go is kept.
fn entries(dump: &str) -> Vec<Entry> {
    let lines: Vec<&str> = dump.split('\n').collect();
    let mut found = vec![Entry { kind: String::new(), name: String::new(), sql: String::new() }];
    for (at, line) in lines.iter().enumerate() {
        // Commands for psql: they frame the whole since CVE-2025-8714.
        if line.starts_with("\\restrict ") && found.len() == 1 || line.starts_with("\\unrestrict ") {
            continue;
        }
        let rule = |line: Option<&&str>| line.is_some_and(|line| *line == "--");
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        if rule(before)
            && rule(lines.get(at + 1))
            && let Some((kind, name)) = header(line)
        {
            found.push(Entry { kind, name, sql: String::new() });
        }
        if let Some(entry) = found.last_mut()
            && (!entry.kind.is_empty() || line.starts_with(STORAGE))
        {
            entry.sql.push_str(line);
            entry.sql.push('\n');
        }
    }
    found
}

/// How a dump says where the tables that follow go.
pub(super) const STORAGE: &str = "SET default_table";

/// `-- Name: TABLE orders; Type: ACL; Schema: public; Owner: shop`
fn header(line: &str) -> Option<(String, String)> {
    let (name, rest) = line.strip_prefix("-- Name: ")?.rsplit_once("; Type: ")?;
    let (kind, _) = rest.split_once("; Schema: ")?;
    Some((kind.to_owned(), name.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_taken_apart_by_object() {
        let dump = "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\nSET lock_timeout = 0;\n\
                    SET default_tablespace = '';\n\n--\n-- Name: a; Type: TABLE; Schema: public; Owner: x\n--\n\n\
                    CREATE TABLE public.a (\n    note text DEFAULT '\\restrict '::text\n);\n\n\n\
                    --\n-- Name: TABLE a; Type: ACL; Schema: public; Owner: x\n--\n\nGRANT SELECT ON TABLE public.a TO y;\n\n\n\
                    --\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc\n";
        let entries = entries(dump);
        let told: Vec<(&str, &str)> =
            entries.iter().map(|entry| (entry.kind.as_str(), entry.name.as_str())).collect();
        assert_eq!(told, [("", ""), ("TABLE", "a"), ("ACL", "TABLE a")]);
        assert_eq!(entries[0].sql, "SET default_tablespace = '';\n");
        assert!(entries[1].sql.contains("DEFAULT '\\restrict '"));
        assert!(
            entries
                .iter()
                .all(|entry| !entry.sql.contains("restrict abc") && !entry.sql.contains("lock_timeout"))
        );
    }

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
