//! What a sender calls a file. Shown and suggested for saving; never part of a path.

/// The longest name, in characters.
const LONGEST: usize = 200;

/// A file's name without folders and without characters that hide what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(String);

impl FileName {
    /// The last part of what was given; none where nothing is left of it.
    pub fn of(given: &str) -> Option<Self> {
        let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
        let shown: String = last.chars().filter(|letter| !is_hidden(*letter)).collect();
        let name = shown.trim().trim_matches('.').trim();
        let name: String = shortened(name);
        if name.is_empty() { None } else { Some(Self(name)) }
    }

    /// The name.
    pub fn into_string(self) -> String {
        self.0
    }
}

/// Control characters, and those that turn the direction of writing: with them `gpj.exe` looks like `exe.jpg`.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A long name loses letters before its ending, which says what to open it with.
fn shortened(name: &str) -> String {
    let letters = name.chars().count();
    let Some((_, ending)) = name.rsplit_once('.').filter(|(_, ending)| ending.chars().count() <= 16) else {
        return name.chars().take(LONGEST).collect();
    };
    if letters <= LONGEST {
        return name.to_owned();
    }
    let stem: String = name.chars().take(LONGEST - ending.chars().count() - 1).collect();
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_last_part_in_letters_that_show() {
        for (given, name) in [
            ("photo.jpg", Some("photo.jpg")),
            ("  two words.txt ", Some("two words.txt")),
            ("../../etc/passwd", Some("passwd")),
            ("C:\\Users\\ada\\cat.png", Some("cat.png")),
            ("a\r\nb\0.txt", Some("ab.txt")),
            ("photo\u{202e}gpj.exe", Some("photogpj.exe")),
            ("фото.jpg", Some("фото.jpg")),
            (".hidden", Some("hidden")),
            ("..", None),
            ("folder/", None),
            ("", None),
            (" \u{200b}", None),
        ] {
            assert_eq!(FileName::of(given).map(FileName::into_string).as_deref(), name, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = FileName::of(&format!("{}.tar.gz", "ä".repeat(300))).unwrap().into_string();
        assert_eq!((name.chars().count(), name.ends_with("ä.gz")), (200, true));
        let name = FileName::of(&"x".repeat(300)).unwrap().into_string();
        assert_eq!(name.len(), 200);
    }
}
