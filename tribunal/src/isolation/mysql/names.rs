//! Names and texts as SQL writes them, and the name of the database that keeps a snapshot.

/// How many characters a name may have.
const LONGEST: usize = 64;

const SUFFIX: &str = "_tribunal_snapshot";

/// In backquotes.
pub(super) fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

/// In quotes, as the session's `sql_mode` reads it.
pub(super) fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// `<database>_tribunal_snapshot`, or one with `mark`, a number of the database's name, where that is too long.
pub(super) fn snapshot(database: &str, mark: &str) -> String {
    if database.chars().count() + SUFFIX.len() <= LONGEST {
        return format!("{database}{SUFFIX}");
    }
    let kept: String = database.chars().take(LONGEST - SUFFIX.len() - 17).collect();
    let mark: String = mark.chars().take(16).collect();
    format!("{kept}_{mark}{SUFFIX}")
}

/// As GRANT reads the name of a database: `_` and `%` stand for themselves only after a backslash.
pub(super) fn granted(database: &str) -> String {
    quoted(&database.replace('_', "\\_").replace('%', "\\%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_snapshot_of_a_long_name_is_still_one_of_its_own() {
        assert_eq!(snapshot("shop", "ab"), "shop_tribunal_snapshot");
        let (one, two) = (snapshot(&"ö".repeat(64), "0123456789abcdef01"), snapshot(&"ö".repeat(64), "f"));
        assert!(one.chars().count() <= LONGEST && one != two, "{one} {two}");
    }

    #[test]
    fn names_and_texts_are_quoted() {
        assert_eq!(quoted("it's `odd`"), "`it's ``odd```");
        assert_eq!(literal(r"it's \ odd"), r"'it''s \\ odd'");
        assert_eq!(granted("my_shop"), r"`my\_shop`");
    }
}
