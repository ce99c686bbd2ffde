//! All checks in the order they are made, and what silences what.

use std::fmt;

use super::{
    TransactionUnderCheck, content_type, empty_list, exact, finding::Seen, finding::same_place,
    header_example, header_required, header_schema, item_schema, json, no_content, schema, shape, status,
    undocumented_header, undocumented_property, undocumented_status,
};
use crate::result::{About, Expectation, Finding};

/// One rule about one exchange.
#[derive(Clone, Copy)]
pub struct Check {
    /// The code a finding carries: `schema`.
    pub code: &'static str,
    /// The rule as one sentence.
    pub rule: &'static str,
    /// The page of documentation, Markdown.
    pub page: &'static str,
    /// What it keeps the later checks from judging when it finds something.
    pub(super) silences: Silences,
    /// What it looks at.
    pub about: About,
    /// What stands in its findings as the promise.
    pub expectation: Expectation,
    pub(super) judge: fn(&TransactionUnderCheck<'_>) -> Vec<Seen>,
}

/// What a finding makes pointless to judge: there is one finding for one cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silences {
    /// Nothing but findings of later checks at the same place of the body.
    SamePlace,
    /// Every later check of the body, and of what it is said to be.
    Body,
    /// Every later check.
    All,
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Check").field(&self.code).finish()
    }
}

/// Every check, in order.
pub const CHECKS: &[Check] = &[
    status::CHECK,
    undocumented_status::CHECK,
    no_content::CHECK,
    content_type::CHECK,
    header_required::CHECK,
    header_schema::CHECK,
    header_example::CHECK,
    undocumented_header::CHECK,
    json::CHECK,
    schema::CHECK,
    item_schema::CHECK,
    empty_list::CHECK,
    undocumented_property::CHECK,
    exact::CHECK,
    shape::CHECK,
];

/// Makes every check. No finding means that the exchange kept every promise.
pub fn all(exchange: &TransactionUnderCheck<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut body_silenced = false;
    for check in CHECKS {
        if body_silenced && matches!(check.about, About::ContentType | About::Body) {
            continue;
        }
        let seen = (check.judge)(exchange).into_iter().filter(|seen| !is_told(&findings, seen));
        let found: Vec<Finding> = seen.map(|seen| seen.by(check, exchange)).collect();
        let broken = !found.is_empty();
        findings.extend(found);
        match check.silences {
            Silences::All if broken => break,
            Silences::Body if broken => body_silenced = true,
            _ => {}
        }
    }
    findings
}

/// Whether an earlier check has told of this place of the body.
fn is_told(findings: &[Finding], seen: &Seen) -> bool {
    let Some(place) = &seen.pointer else { return false };
    findings
        .iter()
        .filter_map(|finding| finding.response_pointer.as_ref())
        .any(|told| same_place(told, place))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::CHECKS;

    #[test]
    fn every_check_has_a_code_of_its_own_and_a_page_that_states_its_rule() {
        let codes: HashSet<&str> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(codes.len(), CHECKS.len());
        let index = include_str!("../../docs/checks/README.md");
        for check in CHECKS {
            let head = format!("# {}\n\n{}.\n", check.code, check.rule);
            assert!(
                check.page.starts_with(&head),
                "docs/checks/{}.md does not begin with {head}",
                check.code
            );
            let row = format!("| [{0}]({0}.md) | {1} |", check.code, check.rule);
            assert!(index.contains(&row), "docs/checks/README.md lacks {row}");
        }
    }
}
