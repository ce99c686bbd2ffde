//! The backend of a community that meets.
