//! The report as one page that needs nothing else: no script, style or image from elsewhere.
//!
//! What must stay true: whatever came from outside is escaped, and without JavaScript the page is a plain list.

mod ink;
mod page;

pub use page::render;
