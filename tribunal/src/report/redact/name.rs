//! Which names announce a secret.

/// Anywhere in the name, whatever its spelling: `newPassword`, `refresh_token`, `X-Api-Key`.
const STEMS: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "secret",
    "token",
    "jwt",
    "apikey",
    "accesskey",
    "privatekey",
    "credential",
    "authorization",
    "cookie",
    "sessionid",
    "sessionkey",
];

/// As a whole word only: `pin`, `login_pin`, but not `spinning`.
const WORDS: &[&str] = &["pwd", "pass", "otp", "totp", "pin", "cvv", "cvc", "sid", "csrf", "xsrf"];

/// Whether what stands under this name is a secret: a header, a property, a parameter, a cookie.
pub(super) fn is_secret(name: &str) -> bool {
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    STEMS.iter().any(|stem| letters.contains(stem)) || words(name).any(|word| WORDS.contains(&word.as_str()))
}

/// Whether this text is nothing but such a word: as a value it is a placeholder, and hiding it everywhere would
/// hide the names of fields.
pub(super) fn is_common(value: &str) -> bool {
    STEMS
        .iter()
        .chain(WORDS)
        .chain(&["bearer", "basic", "string"])
        .any(|word| value.eq_ignore_ascii_case(word))
}

/// The words of `snake_case`, `kebab-case` and `camelCase` names, in lower case.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut spaced = String::with_capacity(name.len() + 4);
    let mut was_lower = false;
    for c in name.chars() {
        if c.is_ascii_uppercase() && was_lower {
            spaced.push(' ');
        }
        was_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        spaced.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' });
    }
    spaced.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn secrets_are_known_in_any_spelling() {
        for name in [
            "password",
            "Password",
            "newPassword",
            "password_confirmation",
            "token",
            "refresh_token",
            "accessToken",
            "X-Api-Key",
            "api_key",
            "client_secret",
            "clientSecret",
            "JWT",
            "Set-Cookie",
            "sessionId",
            "pin",
            "login-pin",
            "userPIN",
            "pass",
        ] {
            assert!(is_secret(name), "{name}");
        }
    }

    #[test]
    fn other_names_are_not() {
        for name in
            ["username", "email", "id", "spinning", "compass", "passed", "shopping", "key", "keys", "status"]
        {
            assert!(!is_secret(name), "{name}");
        }
    }
}
