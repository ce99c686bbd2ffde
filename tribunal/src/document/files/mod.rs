//! The files a document is made of: how they are named, where they may lie, and how they are read.
//!
//! What must stay true: without [`LoadOptions::outside`] nothing but the document's own folder is read, be it a folder
//! of the disk or of a web server; whatever is read counts against one budget of time and bytes.

mod budget;
mod gather;
mod home;
mod local;
mod options;
mod remote;

pub(super) use gather::Files;
pub(super) use home::own_name;
pub use options::LoadOptions;
