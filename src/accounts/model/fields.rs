//! What a user name, an e-mail address and a password must look like.
//!
//! Names and addresses compare without regard to ASCII case, and nothing outside ASCII is let in, so that two
//! accounts can never look alike while being different, and `lower()` means the same in every database.

use std::fmt;

/// The longest user name, in characters.
pub const USERNAME_MAX: usize = 64;
/// The longest address, in characters (RFC 5321 section 4.5.3.1.3, less the angle brackets).
pub const EMAIL_MAX: usize = 254;
/// The longest password, in characters.
pub const PASSWORD_MAX: usize = 128;

/// A field of an account that people fill in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The user name.
    Username,
    /// The e-mail address.
    Email,
    /// The password.
    Password,
}

impl Field {
    /// As it is called in requests and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Username => "username",
            Self::Email => "email",
            Self::Password => "password",
        }
    }
}

/// A field that breaks its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Which one.
    pub field: Field,
    /// The rule, in a sentence for people.
    pub message: String,
}

/// A user name: 1 to 64 ASCII letters, digits, dots, hyphens and underscores, led by a letter or a digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Username(String);

impl Username {
    /// Checks the rule.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        let valid = text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.len() <= USERNAME_MAX
            && text.chars().all(allowed);
        if valid {
            return Ok(Self(text.to_owned()));
        }
        let message = format!(
            "A user name has 1 to {USERNAME_MAX} letters (a-z), digits, dots, hyphens and underscores, \
             and begins with a letter or a digit."
        );
        Err(Invalid { field: Field::Username, message })
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address, by the rule browsers use for `<input type="email">` (HTML, section "valid e-mail address").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks the rule.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let local = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b))
        };
        let label = |part: &str| {
            let edge = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
            let bytes = part.as_bytes();
            bytes.len() <= 63
                && edge(bytes.first())
                && edge(bytes.last())
                && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
        };
        let valid = text.len() <= EMAIL_MAX
            && text.split_once('@').is_some_and(|(l, domain)| local(l) && domain.split('.').all(label));
        if valid {
            return Ok(Self(text.to_owned()));
        }
        let message = "An e-mail address looks like name@example.org.".to_owned();
        Err(Invalid { field: Field::Email, message })
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A password in clear text. It shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Checks the length, in characters; the minimum is a setting.
    pub fn parse(text: &str, minimum: usize) -> Result<Self, Invalid> {
        if (minimum.max(1)..=PASSWORD_MAX).contains(&text.chars().count()) {
            return Ok(Self(text.to_owned()));
        }
        let message = format!("A password has {} to {PASSWORD_MAX} characters.", minimum.max(1));
        Err(Invalid { field: Field::Password, message })
    }

    /// The clear text.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_is_plain_ascii() {
        for good in ["a", "7", "alice", "Alice.B_c-9", &"x".repeat(64)] {
            assert!(Username::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "_a", ".a", "-a", "a b", " a", "a\n", "a\0", "zoë", "а", "a@b", &"x".repeat(65)] {
            assert_eq!(Username::parse(bad).expect_err(bad).field, Field::Username);
        }
    }

    #[test]
    fn an_address_follows_the_browsers_rule() {
        let long_label = format!("a@{}.org", "x".repeat(63));
        for good in ["a@b", "alice@example.org", "o'neil+x@mail.example.co.uk", "A@B.C", &long_label] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        let too_long = format!("{}@example.org", "x".repeat(243));
        let bad_label = format!("a@{}.org", "x".repeat(64));
        for bad in [
            "", "@", "a@", "@b", "a", "a@b@c", "a b@c", "a@-b", "a@b-", "a@b..c", "a@b.", "é@b", "a@b\0",
            &too_long, &bad_label,
        ] {
            assert_eq!(Email::parse(bad).expect_err(bad).field, Field::Email);
        }
    }

    #[test]
    fn a_password_is_measured_in_characters() {
        assert!(Password::parse(&"é".repeat(128), 8).is_ok());
        assert!(Password::parse(&"é".repeat(129), 8).is_err());
        assert!(Password::parse("éééééééé", 8).is_ok());
        assert!(Password::parse("ééééééé", 8).is_err());
        assert!(Password::parse("", 0).is_err(), "the empty password never passes");
    }

    #[test]
    fn a_password_does_not_show_in_debug() {
        let password = Password::parse("open sesame", 1).expect("valid");
        assert_eq!(format!("{password:?}"), "Password(***)");
    }
}
