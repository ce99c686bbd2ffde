//! Programs of the user's that Tribunal starts: a server under test, a hook handler.
//!
//! What must stay true: such a program and everything it has started end with this process, in whatever way this
//! process ends; what it says is kept within bounds, for the case that it fails.

mod program;
mod said;

pub use program::{Ending, Program, ProgramSpec, end_together};
