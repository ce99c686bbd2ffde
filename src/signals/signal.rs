//! What a signal is.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Something that has happened, in the domain's words.
pub trait Signal: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name: subject and past tense, `UserRegistered`.
    const NAME: &'static str;
}
