//! Where banners come from, and how patiently they are fetched.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use url::Url;

use super::value::some_time;

/// The API that serves banners, and broadcasts of them.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Banners")]
pub struct BannerConfig {
    /// Address of the API that lists banners; without it nothing can be broadcast. User and password in it are sent
    #[arg(long, env = "BANNER_API_URL", value_name = "URL", hide_env_values = true)]
    pub banner_api_url: Option<BannerUrl>,

    /// How long the search for a banner may take, over all pages
    #[arg(long, env = "PLENARY_BANNER_BUDGET", value_name = "DURATION", value_parser = some_time,
        default_value = "5s")]
    pub banner_budget: Duration,

    /// The largest picture of a banner, in bytes; the limit of uploads holds as well
    #[arg(long, env = "PLENARY_BANNER_IMAGE_LIMIT", value_name = "BYTES",
        value_parser = clap::value_parser!(u64).range(1..=1 << 40), default_value = "10485760")]
    pub banner_image_limit: u64,

    /// Whether API and pictures may be on this machine or in its network; for tests
    #[arg(long, env = "PLENARY_BANNER_ALLOW_PRIVATE", value_name = "BOOL", action = clap::ArgAction::Set,
        default_value = "false")]
    pub banner_allow_private: bool,

    /// Chats that get a broadcast in one transaction
    #[arg(long, env = "PLENARY_BROADCAST_BATCH", value_name = "N",
        value_parser = clap::value_parser!(u32).range(1..=100_000), default_value = "5000")]
    pub broadcast_batch: u32,
}

/// The address of an API. User, password and query never show: they may hold a key.
#[derive(Clone, PartialEq, Eq)]
pub struct BannerUrl(Url);

impl BannerUrl {
    /// The whole address.
    pub fn reveal(&self) -> &Url {
        &self.0
    }
}

impl FromStr for BannerUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url = Url::parse(text).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
        url.map(Self).ok_or_else(|| "expected http://host/path or https://host/path".to_owned())
    }
}

impl fmt::Display for BannerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let port = self.0.port().map(|port| format!(":{port}")).unwrap_or_default();
        write!(f, "{}://{}{port}{}", self.0.scheme(), self.0.host_str().unwrap_or_default(), self.0.path())
    }
}

impl fmt::Debug for BannerUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_secret_in_an_address_never_shows() {
        let url: BannerUrl = "https://ada:hunter2@banners.example:8443/v1?key=hunter2".parse().unwrap();
        assert_eq!(
            format!("{url} {url:?}"),
            "https://banners.example:8443/v1 https://banners.example:8443/v1"
        );
        assert_eq!(url.reveal().password(), Some("hunter2"));
    }

    #[test]
    fn only_http_is_an_address() {
        for wrong in ["", "banners.example", "ftp://banners.example", "file:///etc/passwd", "http://"] {
            assert!(wrong.parse::<BannerUrl>().is_err(), "{wrong}");
        }
    }
}
