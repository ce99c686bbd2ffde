//! A user's database that was empty becomes empty again: where a role may not create databases, the baseline is
//! prepared in the one it has, and the next run must find it as this one did.

use sqlx::{AssertSqlSafe, PgConnection};

/// What stood in the database already: schemas, functions and types by their number. Tables there were none.
#[derive(Clone, Debug)]
pub(super) struct Before(Vec<i64>);

impl Before {
    pub(super) async fn read(db: &mut PgConnection) -> Result<Self, sqlx::Error> {
        let sql = "SELECT oid::int8 FROM pg_namespace UNION SELECT oid::int8 FROM pg_proc UNION SELECT oid::int8 FROM pg_type";
        sqlx::query_scalar(sql).fetch_all(db).await.map(Self)
    }

    /// Drops everything that came since; extensions stay, they hold nothing.
    pub(super) async fn again(&self, db: &mut PgConnection) -> Result<(), sqlx::Error> {
        let drops: Vec<String> = sqlx::query_scalar(
            "WITH ours AS (SELECT oid, nspname FROM pg_namespace
                           WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
             extensions AS (SELECT objid FROM pg_depend WHERE deptype = 'e'), commands (rank, command) AS (
               SELECT 1, format('SCHEMA IF EXISTS %I', nspname) FROM ours WHERE oid::int8 <> ALL ($1)
                 AND oid NOT IN (SELECT objid FROM extensions)
               UNION ALL SELECT CASE WHEN relkind = 'S' THEN 3 ELSE 2 END,
                 format(CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                        WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END || ' IF EXISTS %I.%I', nspname, relname)
                 FROM pg_class c JOIN ours n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
                 AND c.oid NOT IN (SELECT objid FROM extensions)
               UNION ALL SELECT 4, format('ROUTINE IF EXISTS %s', p.oid::regprocedure)
                 FROM pg_proc p JOIN ours n ON n.oid = pronamespace WHERE p.oid::int8 <> ALL ($1)
                 AND p.oid NOT IN (SELECT objid FROM extensions)
               UNION ALL SELECT 5, format('TYPE IF EXISTS %s', t.oid::regtype)
                 FROM pg_type t JOIN ours n ON n.oid = typnamespace WHERE t.oid::int8 <> ALL ($1)
                 AND typtype IN ('e', 'd', 'r') AND t.oid NOT IN (SELECT objid FROM extensions))
             SELECT 'DROP ' || command || ' CASCADE' FROM commands ORDER BY rank",
        )
        .bind(&self.0)
        .fetch_all(&mut *db)
        .await?;
        sqlx::raw_sql(AssertSqlSafe(drops.join(";"))).execute(db).await.map(drop)
    }
}
