//! How much one caller may ask for.

/// Rate limits; 0 switches one off.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Rate limits")]
pub struct LimitConfig {
    /// Requests a minute from one address, 0 for no limit
    #[arg(long, env = "PLENARY_RATE_LIMIT", value_name = "N", default_value = "0")]
    pub rate_limit: u32,

    /// Login attempts a minute on one account, 0 for no limit
    #[arg(long, env = "PLENARY_LOGIN_LIMIT_ACCOUNT", value_name = "N", default_value = "10")]
    pub login_limit_account: u32,

    /// Login attempts a minute from one address, 0 for no limit
    #[arg(long, env = "PLENARY_LOGIN_LIMIT_ADDRESS", value_name = "N", default_value = "60")]
    pub login_limit_address: u32,

    /// Proxies in front that append to `X-Forwarded-For`; 0 trusts none of it
    #[arg(long, env = "PLENARY_TRUSTED_PROXIES", value_name = "N", default_value = "0")]
    pub trusted_proxies: u8,
}
