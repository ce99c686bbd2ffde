//! The API of banners: its pages, and the pictures they point to. Whatever it says is a stranger's word.

mod answer;
mod picture;
mod search;

pub(super) use picture::{Fetched, fetch};
pub use search::BannerError;
pub(super) use search::Search;
