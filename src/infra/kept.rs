//! Enumerations that the database keeps as words.

/// Declares an enumeration once: its values, every one of them in their order (`ALL`), and the word by which each is
/// kept (`word`, `parse`).
macro_rules! kept {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident { $($(#[doc = $doc:literal])* $value:ident = $word:literal,)* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $name { $($(#[doc = $doc])* $value,)* }

        impl $name {
            /// Every value.
            $vis const ALL: [Self; [$($word),*].len()] = [$(Self::$value),*];

            /// As it is kept.
            $vis fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)*
                }
            }

            /// What a word stands for.
            $vis fn parse(word: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.word() == word)
            }
        }
    };
}

pub(crate) use kept;

#[cfg(test)]
mod tests {
    kept! {
        /// Lights.
        enum Light {
            /// Stop.
            Red = "red",
            /// Go.
            Green = "green",
        }
    }

    #[test]
    fn a_word_stands_for_one_value_and_an_unknown_one_for_none() {
        for (light, word) in Light::ALL.into_iter().zip(["red", "green"]) {
            assert_eq!(light.word(), word);
            assert_eq!(Light::parse(word), Some(light));
        }
        assert_eq!(Light::parse("Red"), None);
    }
}
