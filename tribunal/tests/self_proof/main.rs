//! The engine's proof of itself: a small API with planted faults, and what each of them must come to.
//!
//! Two things would make the engine worthless, and both are tried here: a fault it does not see, and a healthy
//! answer it complains about.

// Said to be tests, so that the rule about `expect` in tests holds for the fixture too.
#[cfg(test)]
mod breakage;
#[cfg(test)]
mod command_line;
#[cfg(test)]
mod configured;
#[cfg(test)]
mod foreign;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod handlers;
#[cfg(test)]
mod hooks;
#[cfg(test)]
mod https;
#[cfg(test)]
mod independence;
#[cfg(test)]
mod kennel;
#[cfg(test)]
#[path = "../isolation/mariadb.rs"]
mod mariadb;
#[cfg(test)]
mod mysql;
#[cfg(test)]
mod packaging;
#[cfg(test)]
mod picture;
#[cfg(test)]
mod place;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod references;
#[cfg(test)]
mod resets;
#[cfg(test)]
mod served;
#[cfg(test)]
mod session;
#[cfg(test)]
mod table;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod transport;
