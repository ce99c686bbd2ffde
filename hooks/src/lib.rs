//! Plenary's contract suite: hooks, actors and fixtures for Tribunal.
