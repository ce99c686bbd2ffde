//! A text that a pattern matches: the shortest one, as far as the pattern can be understood.

use regex_syntax::hir::{Class, Hir, HirKind};

/// No value is longer.
const MAX_LENGTH: usize = 10_000;

/// A match of at least `least` characters; `None` for what this engine cannot read (look-around, back references).
pub(super) fn generate(regex: &str, least: usize) -> Option<String> {
    let hir = regex_syntax::Parser::new().parse(regex).ok()?;
    // The first open-ended repetition is stretched until the text is long enough.
    let shortest = write_all(&hir, 0)?;
    let missing = least.saturating_sub(shortest.chars().count());
    if missing == 0 { Some(shortest) } else { write_all(&hir, missing) }
}

fn write_all(hir: &Hir, extra: usize) -> Option<String> {
    let mut text = String::new();
    let mut extra = extra;
    write(hir, &mut text, &mut extra).then_some(text)
}

/// Appends a match; false if there is none or it grows too long.
fn write(hir: &Hir, text: &mut String, extra: &mut usize) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(literal) => {
                text.push_str(literal);
                true
            }
            Err(_) => false,
        },
        HirKind::Class(class) => member(class).is_some_and(|c| {
            text.push(c);
            true
        }),
        HirKind::Repetition(repetition) => {
            let least = usize::try_from(repetition.min).unwrap_or(usize::MAX);
            let most = repetition.max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
            let more = (*extra).min(most - least.min(most));
            *extra -= more;
            // A required repetition in vain (an empty class) ends at its first turn.
            (0..least.saturating_add(more)).all(|_| write(&repetition.sub, text, extra))
        }
        HirKind::Capture(capture) => write(&capture.sub, text, extra),
        HirKind::Concat(list) => list.iter().all(|hir| write(hir, text, extra)),
        HirKind::Alternation(list) => list.first().is_some_and(|hir| write(hir, text, extra)),
    }
}

/// A readable member of a class: a letter or digit if it has one, else any visible character, else any.
fn member(class: &Class) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.ranges().iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => {
            class.ranges().iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect()
        }
    };
    let has = |c: &char| ranges.iter().any(|(start, end)| (start..=end).contains(&c));
    let preferred = ('a'..='z').chain('A'..='Z').chain('1'..='9').chain(['0']).chain('!'..='~').find(has);
    preferred.or_else(|| ranges.first().map(|(start, _)| *start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_its_shortest_readable_match() {
        let table = [
            ("^[A-Z]{3}-\\d{2}$", 0, Some("AAA-11")),
            ("^(cat|dog)s?$", 0, Some("cat")),
            ("^[a-z]+$", 5, Some("aaaaa")),
            ("^\\S+@\\S+$", 0, Some("a@a")),
            ("^$", 0, Some("")),
            ("(?=x)y", 0, None),
            ("[", 0, None),
            ("^(a{1000}){1000}$", 0, None),
            ("^[^\\s]*$", 2, Some("aa")),
        ];
        for (regex, least, text) in table {
            assert_eq!(generate(regex, least).as_deref(), text, "{regex}");
        }
    }
}
