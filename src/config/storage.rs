//! Where files are kept, and how large they may be.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::value::Secret;

/// The storage of files.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Storage")]
pub struct StorageConfig {
    /// `file:./path/to/folder`, `s3://bucket/prefix`, or `memory:` for as long as the process lives
    #[arg(long, env = "STORAGE_URL", value_name = "URL", default_value = "file:./data/media")]
    pub storage_url: StorageUrl,

    /// The region of an S3 bucket
    #[arg(long, env = "PLENARY_S3_REGION", value_name = "REGION", default_value = "us-east-1")]
    pub s3_region: String,

    /// `http(s)://host:port` of a server that speaks S3; without it, Amazon's own
    #[arg(long, env = "PLENARY_S3_ENDPOINT", value_name = "URL")]
    pub s3_endpoint: Option<String>,

    /// Id of the access key of an S3 bucket; without key and secret, those that the machine's role gives
    #[arg(long, env = "PLENARY_S3_KEY_ID", value_name = "ID", requires = "s3_secret")]
    pub s3_key_id: Option<String>,

    /// Secret of the access key of an S3 bucket
    #[arg(
        long,
        env = "PLENARY_S3_SECRET",
        value_name = "SECRET",
        hide_env_values = true,
        requires = "s3_key_id"
    )]
    pub s3_secret: Option<Secret>,

    /// The largest file that may be uploaded, in bytes
    #[arg(long, env = "PLENARY_UPLOAD_LIMIT", value_name = "BYTES",
        value_parser = clap::value_parser!(u64).range(1..=1 << 40), default_value = "10485760")]
    pub upload_limit: u64,

    /// The largest image that may be uploaded, in pixels
    #[arg(long, env = "PLENARY_IMAGE_PIXELS", value_name = "N",
        value_parser = clap::value_parser!(u64).range(1..=1 << 32), default_value = "25000000")]
    pub image_pixels: u64,
}

/// Where files are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageUrl {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket of S3, below a prefix that may be empty.
    S3 {
        /// The bucket's name.
        bucket: String,
        /// What stands before every key, without a slash at either end.
        prefix: String,
    },
    /// In this process.
    Memory,
}

impl FromStr for StorageUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || "expected file:./path/to/folder, s3://bucket/prefix or memory:".to_owned();
        match text.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("file", path)) => {
                let path = path.strip_prefix("//").unwrap_or(path);
                if path.is_empty() { Err(wrong()) } else { Ok(Self::Folder(PathBuf::from(path))) }
            }
            Some(("s3", rest)) => {
                let rest = rest.strip_prefix("//").ok_or_else(wrong)?;
                let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
                if bucket.is_empty() || !bucket.bytes().all(plain) {
                    return Err(wrong());
                }
                Ok(Self::S3 { bucket: bucket.to_owned(), prefix: prefix.trim_matches('/').to_owned() })
            }
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for StorageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "file:{}", path.display()),
            Self::S3 { bucket, prefix } if prefix.is_empty() => write!(f, "s3://{bucket}"),
            Self::S3 { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
            Self::Memory => f.write_str("memory:"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_where_files_are() {
        for (text, shown) in [
            ("file:./data/media", "file:./data/media"),
            ("file:///var/lib/media", "file:/var/lib/media"),
            ("file:/var/lib/media", "file:/var/lib/media"),
            ("s3://bucket", "s3://bucket"),
            ("s3://bucket/a/b/", "s3://bucket/a/b"),
            ("memory:", "memory:"),
        ] {
            assert_eq!(text.parse::<StorageUrl>().map(|url| url.to_string()), Ok(shown.to_owned()));
        }
        for wrong in
            ["", "data", "file:", "s3:bucket", "s3://", "s3://key:secret@bucket", "memory:x", "ftp://h/d"]
        {
            assert!(wrong.parse::<StorageUrl>().is_err(), "{wrong}");
        }
    }
}
