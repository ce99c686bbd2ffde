//! Takes everything of the user's out of a database without dropping the database, and puts the schemas back that stood
//! in it when the snapshot was taken.
//!
//! Extensions and what belongs to them stay if they were there; large objects, roles and settings of the database are not
//! touched.

use sqlx::{AssertSqlSafe, PgConnection};

/// What a schema was, for later: names, owners, rights and extensions. Part of the installation.
pub(super) const PLACES: &str = "
CREATE TABLE tribunal_snapshot.blueprint (kind text, name text, sql text, rank int8);
CREATE TABLE tribunal_snapshot.extensions AS SELECT extname::text AS name FROM pg_extension;
CREATE FUNCTION tribunal_snapshot.schemas() RETURNS TABLE (oid oid, name text, owner text, acl text[], grants text, own bool)
LANGUAGE sql STABLE AS $places$
  SELECT n.oid, nspname::text, pg_get_userbyid(nspowner)::text,
    ARRAY(SELECT a::text FROM aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a ORDER BY 1),
    (SELECT string_agg(format('GRANT %s ON SCHEMA %I TO %s%s;', a.privilege_type, nspname,
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
       CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' END), '') FROM aclexplode(nspacl) a),
    NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
  FROM pg_namespace n WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'tribunal_snapshot')
$places$;
CREATE TABLE tribunal_snapshot.places AS SELECT name, owner, acl, grants FROM tribunal_snapshot.schemas() WHERE own;
";

/// Schemas that are as they were keep standing, for a role may be allowed to use `public` and not to make it.
/// What is internal to something else (the sequence of an identity column) goes with it; a partitioned table is so to itself.
const CLEAR: &str = "
WITH now AS (SELECT s.*, EXISTS (SELECT FROM tribunal_snapshot.places p
                                 WHERE (p.name, p.owner, p.acl) = (s.name, s.owner, s.acl)) AS as_it_was
             FROM tribunal_snapshot.schemas() s),
commands (rank, command) AS (
  SELECT 1, format('EXTENSION IF EXISTS %I', extname) FROM pg_extension
  WHERE extname::text NOT IN (SELECT name FROM tribunal_snapshot.extensions)
  UNION ALL SELECT 2, format('SCHEMA IF EXISTS %I', name) FROM now WHERE own AND NOT as_it_was
  UNION ALL SELECT CASE WHEN o.type IN ('table', 'foreign table') THEN 3 WHEN o.type IN ('view', 'materialized view') THEN 4
                   WHEN o.type = 'type' THEN 5 ELSE 6 END,
    format('%s IF EXISTS %s', CASE WHEN o.type = 'statistics object' THEN 'STATISTICS'
      WHEN o.type IN ('function', 'procedure', 'aggregate') THEN 'ROUTINE' ELSE upper(o.type) END, o.identity)
  FROM now JOIN pg_depend d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = now.oid
  CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) o
  WHERE (as_it_was OR NOT own) AND d.deptype = 'n' AND d.classid NOT IN ('pg_extension'::regclass, 'pg_default_acl'::regclass)
  AND NOT EXISTS (SELECT FROM pg_depend i WHERE i.classid = d.classid AND i.objid = d.objid AND i.deptype IN ('e', 'i')
                  AND (i.refclassid, i.refobjid) <> (d.classid, d.objid))
  UNION ALL SELECT 7, format('CAST IF EXISTS (%s AS %s)', format_type(castsource, NULL), format_type(casttarget, NULL))
  FROM pg_cast c WHERE c.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'e')
  UNION ALL SELECT 7, format('EVENT TRIGGER IF EXISTS %I', evtname) FROM pg_event_trigger e
  WHERE $1 AND evtname !~ '^tribunal_mark'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')
  UNION ALL SELECT 7, format('PUBLICATION IF EXISTS %I', pubname) FROM pg_publication WHERE $1)
SELECT coalesce(string_agg(format('DROP %s CASCADE', command), ';' ORDER BY rank, command), '')
FROM commands";

/// Rights given in advance within a schema that stays: the statements of the baseline give them again.
const REVOKE: &str = "
SELECT coalesce(string_agg(format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I REVOKE ALL ON %s FROM %s',
    pg_get_userbyid(defaclrole), nspname,
    CASE defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' ELSE 'TYPES' END,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END), ';'), '')
FROM pg_default_acl JOIN pg_namespace n ON n.oid = defaclnamespace CROSS JOIN LATERAL aclexplode(defaclacl) a";

/// Schemas that have gone. Their own statements are not needed then.
const SCHEMAS: &str = "
SELECT coalesce(string_agg(format('CREATE SCHEMA %I AUTHORIZATION %I; %s', name, owner, grants), ''), '')
FROM tribunal_snapshot.places WHERE to_regnamespace(quote_ident(name)) IS NULL";

/// Empties the database. A superuser's event triggers and publications go too.
pub(super) async fn clear(db: &mut PgConnection, superuser: bool) -> Result<(), sqlx::Error> {
    let commands: String = sqlx::query_scalar(CLEAR).bind(superuser).fetch_one(&mut *db).await?;
    sqlx::raw_sql(AssertSqlSafe(commands)).execute(&mut *db).await?;
    for query in [REVOKE, SCHEMAS] {
        let commands: String = sqlx::query_scalar(query).fetch_one(&mut *db).await?;
        sqlx::raw_sql(AssertSqlSafe(commands)).execute(&mut *db).await?;
    }
    Ok(())
}
