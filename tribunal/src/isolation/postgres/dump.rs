//! The text that `pg_dump` writes, taken apart.

/// One object's statements.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// As `pg_dump` calls it: `TABLE`, `ACL`.
    pub(super) kind: String,
    /// `orders`; of an ACL `TABLE orders`.
    pub(super) name: String,
    pub(super) sql: String,
}

/// The statements of a dump by object, in its order. What stands before the first object sets up a session; of that only
/// where tables go is kept.
pub(super) fn entries(dump: &str) -> Vec<Entry> {
    let lines: Vec<&str> = dump.split('\n').collect();
    let mut found = vec![Entry { kind: String::new(), name: String::new(), sql: String::new() }];
    // Commands for psql: two with the same key frame the whole since CVE-2025-8714.
    let key = lines.iter().find_map(|line| line.strip_prefix("\\restrict "));
    let frames = key.map(|key| [format!("\\restrict {key}"), format!("\\unrestrict {key}")]);
    for (at, line) in lines.iter().enumerate() {
        if frames.iter().flatten().any(|frame| frame == line) {
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
}
