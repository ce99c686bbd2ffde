//! Who may move a session from which state to which. A table, and one function that reads it.
//!
//! `docs/events.md` shows the same table; a test compares the two.

use super::SessionState::{self, Accepted, Canceled, Confirmed, Draft, Pending, Rejected, Withdrawn};

/// What somebody is to a session. One person may be all three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mover {
    /// Proposed it.
    Submitter,
    /// Owns its event.
    Organiser,
    /// Looks after the place.
    Admin,
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// From here.
    pub from: SessionState,
    /// To there.
    pub to: SessionState,
    /// Who may.
    pub by: &'static [Mover],
}

use Mover::{Admin, Organiser, Submitter};

const SUBMITTER: &[Mover] = &[Submitter, Admin];
const ORGANISER: &[Mover] = &[Organiser, Admin];
const BOTH: &[Mover] = &[Submitter, Organiser, Admin];

/// Every move there is.
pub const MOVES: [Move; 15] = [
    Move { from: Draft, to: Pending, by: SUBMITTER },
    Move { from: Draft, to: Withdrawn, by: SUBMITTER },
    Move { from: Pending, to: Draft, by: SUBMITTER },
    Move { from: Pending, to: Accepted, by: ORGANISER },
    Move { from: Pending, to: Rejected, by: ORGANISER },
    Move { from: Pending, to: Withdrawn, by: SUBMITTER },
    Move { from: Accepted, to: Confirmed, by: BOTH },
    Move { from: Accepted, to: Rejected, by: ORGANISER },
    Move { from: Accepted, to: Canceled, by: ORGANISER },
    Move { from: Accepted, to: Withdrawn, by: SUBMITTER },
    Move { from: Confirmed, to: Canceled, by: ORGANISER },
    Move { from: Confirmed, to: Withdrawn, by: SUBMITTER },
    Move { from: Rejected, to: Accepted, by: ORGANISER },
    Move { from: Canceled, to: Accepted, by: ORGANISER },
    Move { from: Withdrawn, to: Draft, by: SUBMITTER },
];

/// Why a session stays where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Nobody may do this.
    Impossible,
    /// Somebody else may.
    NotYours,
}

/// Whether somebody who is all of `movers` to a session may move it. To stay is no move.
///
/// # Errors
///
/// Why not.
pub fn judge(from: SessionState, to: SessionState, movers: &[Mover]) -> Result<(), Refused> {
    if from == to {
        return Ok(());
    }
    let found = MOVES.iter().find(|line| (line.from, line.to) == (from, to));
    let line = found.ok_or(Refused::Impossible)?;
    if line.by.iter().any(|mover| movers.contains(mover)) { Ok(()) } else { Err(Refused::NotYours) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_stands_twice_and_none_stays_in_place() {
        for (index, line) in MOVES.iter().enumerate() {
            assert_ne!(line.from, line.to);
            let twice = MOVES[index + 1..].iter().any(|other| (other.from, other.to) == (line.from, line.to));
            assert!(!twice, "{line:?}");
        }
    }

    #[test]
    fn every_state_can_be_left_and_all_but_the_first_reached() {
        for state in SessionState::ALL {
            assert!(MOVES.iter().any(|line| line.from == state), "{state:?}");
            assert!(MOVES.iter().any(|line| line.to == state), "{state:?}");
        }
    }

    #[test]
    fn the_documentation_shows_the_same_table() {
        let page = include_str!("../../../docs/events.md");
        let lines: Vec<&str> = page.lines().filter(|line| line.contains(" → ")).collect();
        let expected: Vec<String> = MOVES
            .iter()
            .map(|Move { from, to, by }| {
                let yes = |mover| if by.contains(&mover) { "yes" } else { "" };
                format!(
                    "| {} → {} | {} | {} | {} |",
                    from.word(),
                    to.word(),
                    yes(Submitter),
                    yes(Organiser),
                    yes(Admin)
                )
            })
            .collect();
        assert_eq!(lines, expected);
    }
}
