//! Sets of statuses, compared while the program is compiled.

/// A status that can be given, or all that something else can give.
#[derive(Clone, Copy)]
pub(crate) enum Given {
    Status(u16),
    All(&'static [Given]),
}

/// Whether each of these statuses is documented.
pub(crate) const fn documents(documented: &[(u16, &str)], given: &[Given]) -> bool {
    let mut index = 0;
    while index < given.len() {
        let known = match given[index] {
            Given::Status(status) => description(documented, status).is_some(),
            Given::All(more) => documents(documented, more),
        };
        if !known {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether each documented success is one that is given.
pub(crate) const fn gives(given: &[Given], documented: &[(u16, &str)]) -> bool {
    let mut index = 0;
    while index < documented.len() {
        let status = documented[index].0;
        if status < 400 && !contains(given, status) {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether a status is one of these.
pub(super) const fn contains(given: &[Given], wanted: u16) -> bool {
    let mut index = 0;
    while index < given.len() {
        let found = match given[index] {
            Given::Status(status) => status == wanted,
            Given::All(more) => contains(more, wanted),
        };
        if found {
            return true;
        }
        index += 1;
    }
    false
}

/// What the document says of a status.
pub(super) const fn description<'a>(documented: &[(u16, &'a str)], wanted: u16) -> Option<&'a str> {
    let mut index = 0;
    while index < documented.len() {
        if documented[index].0 == wanted {
            return Some(documented[index].1);
        }
        index += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENTED: &[(u16, &str)] = &[(200, "Found."), (404, "Not found.")];

    #[test]
    fn what_something_else_gives_has_to_be_documented_too() {
        assert!(documents(DOCUMENTED, &[Given::Status(200), Given::All(&[Given::Status(404)])]));
        assert!(!documents(DOCUMENTED, &[Given::Status(200), Given::All(&[Given::Status(403)])]));
    }

    #[test]
    fn a_documented_success_has_to_be_given() {
        assert!(gives(&[Given::All(&[Given::Status(200)])], DOCUMENTED));
        assert!(!gives(&[Given::Status(201)], DOCUMENTED));
    }
}
