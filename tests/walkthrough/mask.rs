//! What differs from run to run, and nothing else.

/// Patterns: `#` is a digit, `x` a hexadecimal digit, everything else itself. Each stands for all that match it.
const VOLATILE: [&str; 3] = [
    // Names of jobs and of users.
    "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    // Times.
    "####-##-##T##:##:##.######Z",
    // Where the server of the test listens.
    "http://127.0.0.1:#####",
];

/// The text with what is volatile replaced by its pattern.
pub(crate) fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = VOLATILE.into_iter().find(|pattern| fits(rest, pattern));
        masked.push_str(found.unwrap_or(&rest[..first.len_utf8()]));
        rest = &rest[found.map_or(first.len_utf8(), str::len)..];
    }
    masked
}

fn fits(text: &str, pattern: &str) -> bool {
    let same = |(sign, wanted): (u8, u8)| match wanted {
        b'#' => sign.is_ascii_digit(),
        b'x' => sign.is_ascii_hexdigit(),
        _ => sign == wanted,
    };
    text.len() >= pattern.len() && text.bytes().zip(pattern.bytes()).all(same)
}

#[test]
fn only_what_is_volatile_is_masked() {
    assert_eq!(masked("at 2026-01-01T09:00:00.000000Z: 17 é"), "at ####-##-##T##:##:##.######Z: 17 é");
    assert_eq!(
        masked("/jobs/0199f3a2-0000-7000-8000-00000000000f\n"),
        "/jobs/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\n"
    );
    assert_eq!(masked("0199f3a2-0000 2026-01-01"), "0199f3a2-0000 2026-01-01");
}
