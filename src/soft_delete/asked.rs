//! What callers ask for.

/// Which rows a reader asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// Live rows: what everybody sees.
    Live,
    /// The trashed ones too.
    WithTrashed,
}

impl View {
    /// As the parameter `with_trashed` says it.
    pub fn asked(with_trashed: bool) -> Self {
        if with_trashed { Self::WithTrashed } else { Self::Live }
    }

    /// The same, for a reader who may or may not look into the trash.
    ///
    /// # Errors
    ///
    /// The `refusal`, when the reader may not but wants to.
    pub fn only_if<E>(self, may: bool, refusal: E) -> Result<Self, E> {
        match self {
            Self::WithTrashed if !may => Err(refusal),
            view => Ok(view),
        }
    }
}

/// What a DELETE asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deletion {
    /// That a live row goes into the trash.
    Trash,
    /// That a row goes for good, from the trash too.
    ForGood,
}

impl Deletion {
    /// As the parameter `permanent` says it.
    pub fn asked(permanent: bool) -> Self {
        if permanent { Self::ForGood } else { Self::Trash }
    }

    /// The rows that it can meet.
    pub fn meets(self) -> View {
        match self {
            Self::Trash => View::Live,
            Self::ForGood => View::WithTrashed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_may_looks_into_the_trash() {
        assert_eq!(View::asked(true).only_if(true, "no"), Ok(View::WithTrashed));
        assert_eq!(View::asked(true).only_if(false, "no"), Err("no"));
        assert_eq!(View::asked(false).only_if(false, "no"), Ok(View::Live));
    }

    #[test]
    fn what_goes_for_good_may_be_in_the_trash() {
        assert_eq!(Deletion::asked(true).meets(), View::WithTrashed);
        assert_eq!(Deletion::asked(false).meets(), View::Live);
    }
}
