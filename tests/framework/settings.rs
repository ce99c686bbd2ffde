//! Profiles: presets that every flag can override.

use plenary::config::{Config, ConfigError, LogFormat, Profile};

const SECRET: [&str; 2] = ["--secret", "0123456789abcdef0123456789abcdef"];

fn preset(profile: Profile) -> Config {
    Config::from_flags(profile, SECRET).expect("a good preset")
}

#[test]
fn each_profile_has_its_defaults() {
    let row = |profile| {
        let config = preset(profile);
        let origins = config.cors.cors_origins.join(",");
        let (limit, minimum) = (config.limits.rate_limit, config.passwords.password_min);
        (
            config.log.log_format,
            origins,
            limit,
            minimum,
            config.auth.cookie_secure,
            config.passwords.argon2_memory,
        )
    };
    let (text, json, any) = (LogFormat::Text, LogFormat::Json, || "*".to_owned());
    assert_eq!(row(Profile::Development), (text, any(), 0, 1, false, 19_456));
    assert_eq!(row(Profile::Testing), (text, any(), 0, 1, false, 8));
    assert_eq!(row(Profile::Staging), (json, String::new(), 600, 8, true, 19_456));
    assert_eq!(row(Profile::Production), (json, String::new(), 600, 8, true, 19_456));
}

#[test]
fn a_flag_beats_the_profile() {
    let flags = SECRET.into_iter().chain([
        "--rate-limit",
        "7",
        "--cors-origins",
        "https://a.example",
        "--password-min",
        "12",
    ]);
    let config = Config::from_flags(Profile::Production, flags).expect("good flags");
    assert_eq!((config.limits.rate_limit, config.passwords.password_min), (7, 12));
    assert_eq!(config.cors.cors_origins, ["https://a.example"]);
}

#[test]
fn strangers_are_not_let_in_with_a_public_secret() {
    for (profile, name) in [(Profile::Staging, "staging"), (Profile::Production, "production")] {
        assert_eq!(Config::preset(profile).unwrap_err(), ConfigError::DefaultSecret(name));
    }
    assert!(Config::preset(Profile::Development).is_ok());
}

#[test]
fn a_setting_that_cannot_be_is_refused() {
    let refused = |flags: &[&str]| Config::from_flags(Profile::Testing, flags.iter().copied()).unwrap_err();
    assert_eq!(refused(&["--secret", "short"]), ConfigError::ShortSecret);
    assert_eq!(refused(&["--cors-credentials", "true"]), ConfigError::CredentialsForAnyone);
    for flags in [
        ["--password-min", "0"],
        ["--password-min", "129"],
        ["--argon2-memory", "7"],
        ["--database-connections", "0"],
        ["--database-url", "mysql://h/d"],
        ["--refresh-ttl", "never"],
        ["--metrics-path", "metrics"],
        ["--listen", "localhost"],
        ["--rate-limit", "-1"],
        ["--log-format", "xml"],
    ] {
        assert!(matches!(refused(&flags), ConfigError::Wrong(_)), "{flags:?}");
    }
}

#[test]
fn secrets_do_not_show() {
    let flags =
        ["--secret", "hunter2hunter2hunter2hunter2hunter2", "--database-url", "postgres://u:hunter2@h/d"];
    let config = Config::from_flags(Profile::Testing, flags).expect("good flags");
    let shown = format!("{config:?}");
    assert!(!shown.contains("hunter2"), "{shown}");
    assert!(shown.contains("postgres://u@h/d"), "{shown}");
}
