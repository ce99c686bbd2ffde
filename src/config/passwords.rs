//! What a password must be, and what hashing it costs.

/// The longest password, in characters.
pub const MAX_PASSWORD_LENGTH: usize = 128;

/// Passwords and argon2id (RFC 9106).
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Passwords")]
pub struct PasswordConfig {
    /// The shortest password, in characters
    #[arg(long, env = "PLENARY_PASSWORD_MIN", value_name = "N", value_parser = password_min, default_value = "1")]
    pub password_min: usize,

    /// Memory of one argon2id hash, in KiB
    #[arg(long, env = "PLENARY_ARGON2_MEMORY", value_name = "KIB",
        value_parser = clap::value_parser!(u32).range(8..=4_194_304), default_value = "19456")]
    pub argon2_memory: u32,

    /// Passes of one argon2id hash
    #[arg(long, env = "PLENARY_ARGON2_PASSES", value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=100), default_value = "2")]
    pub argon2_passes: u32,
}

fn password_min(text: &str) -> Result<usize, String> {
    let length = text.parse().ok().filter(|length| (1..=MAX_PASSWORD_LENGTH).contains(length));
    length.ok_or_else(|| format!("expected a number from 1 to {MAX_PASSWORD_LENGTH}"))
}
