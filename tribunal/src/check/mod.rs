//! Checks: one rule about one exchange each, one file each.
