//! Hashes passwords with argon2id (RFC 9106) off the request threads.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::config::PasswordConfig;

/// Hashes and verifies passwords.
pub struct Passwords {
    argon2: Argon2<'static>,
    /// A hash of nobody's password, so that an unknown user costs as much as a known one.
    nobody: String,
    /// Each hash holds its memory for its whole time: as many at once as there are cores.
    turns: Arc<Semaphore>,
}

/// Why a password could not be hashed: a fault of this program or machine, never of the password.
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct PasswordError(String);

impl Passwords {
    /// A hasher with the configured cost.
    pub fn new(config: &PasswordConfig) -> Self {
        // The ranges of the settings lie within what argon2 accepts, so the default is never taken.
        let params = Params::new(config.argon2_memory, config.argon2_passes, 1, None).unwrap_or_default();
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let nobody = hash(&argon2, "nobody").unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { argon2, nobody, turns: Arc::new(Semaphore::new(cores)) }
    }

    /// The hash of a password, as a PHC string with its own random salt.
    ///
    /// # Errors
    ///
    /// When the machine gives no random salt or no memory.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        self.off_thread(move || hash(&argon2, &password)).await?
    }

    /// Whether a password belongs to a hash.
    ///
    /// Without a hash (an unknown user) it takes the same time and is false.
    ///
    /// # Errors
    ///
    /// When the work could not be done at all.
    pub async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool, PasswordError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let (known, hash) = (hash.is_some(), hash.unwrap_or(&self.nobody).to_owned());
        self.off_thread(move || known & verify(&argon2, &password, &hash)).await
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn =
            self.turns.clone().acquire_owned().await.map_err(|error| PasswordError(error.to_string()))?;
        let task = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(turn);
            result
        });
        task.await.map_err(|error| PasswordError(error.to_string()))
    }
}

fn hash(argon2: &Argon2<'_>, password: &str) -> Result<String, PasswordError> {
    argon2
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| PasswordError(error.to_string()))
}

fn verify(argon2: &Argon2<'_>, password: &str, hash: &str) -> bool {
    let verified = PasswordHash::new(hash).map(|hash| argon2.verify_password(password.as_bytes(), &hash));
    matches!(verified, Ok(Ok(())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_no_other() {
        let passwords = Passwords::new(&Config::testing().passwords);
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("wrong horse", Some(&hash)).await.unwrap());
        assert!(!passwords.verify("correct horse", Some("not a hash")).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_has_no_password() {
        let passwords = Passwords::new(&Config::testing().passwords);
        assert!(!passwords.verify("nobody", None).await.unwrap());
    }
}
