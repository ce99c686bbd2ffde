//! Reports: pure functions of results and events. They never decide.
