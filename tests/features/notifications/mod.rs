//! Notifications.

mod stream;
