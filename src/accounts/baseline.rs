//! The people of the baseline fixture and their sessions.
//!
//! Public knowledge, passwords included: never in a database that strangers can reach.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbErr, SqlErr};
use uuid::Uuid;

use super::model::{Draft, NewUser};
use super::service::refresh_digest;
use super::store::{StoreError, sessions, users};
use crate::api::{SessionId, UserId};

/// Somebody of the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// What tests call it. The user name, except for [`FORMER_BOB`].
    pub name: &'static str,
    /// The user's id, and that of its one session.
    pub id: i64,
    /// The user name.
    pub username: &'static str,
    /// The e-mail address.
    pub email: &'static str,
    /// The password.
    pub password: &'static str,
    /// Whether it may log in.
    pub active: bool,
    /// Whether it is an administrator.
    pub admin: bool,
    /// Whether it is in the trash.
    pub trashed: bool,
    password_hash: &'static str,
}

/// The administrator.
pub const ADMIN: Person = Person {
    name: "admin",
    id: 1,
    username: "admin",
    email: "admin@example.org",
    password: "admin-password",
    active: true,
    admin: true,
    trashed: false,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$kkVfGpEf0YSK2fEr1e8x0Q$h9KPING1KNy48+e+9D0Vp5XSSmGMN5/lvEwG4bAsW9E",
};

/// A user.
pub const ALICE: Person = Person {
    name: "alice",
    id: 2,
    username: "alice",
    email: "alice@example.org",
    password: "alice-password",
    active: true,
    admin: false,
    trashed: false,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$m/SexMI7y56iTGJCTHasGA$noOR+Ggui6PaYb/ZEAgCFZqhzBqOMExsxlZmo7fSBKE",
};

/// Another user.
pub const BOB: Person = Person {
    name: "bob",
    id: 3,
    username: "bob",
    email: "bob@example.org",
    password: "bob-password",
    active: true,
    admin: false,
    trashed: false,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$LdeSuQ10YAOEZcLegQD3zQ$z03zmBoDgZ6hSR5Lmsq42gQ9O4Jwz5SWxP8Toj/EUVw",
};

/// A user who may not log in.
pub const CAROL: Person = Person {
    name: "carol",
    id: 4,
    username: "carol",
    email: "carol@example.org",
    password: "carol-password",
    active: false,
    admin: false,
    trashed: false,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$jmQTF8MKZP1pRdLaIM5dcA$+vW08EoDhPlbZo/wnxSogeBCHIrWR4nrzUV9hz5kno0",
};

/// A user in the trash.
pub const DAVE: Person = Person {
    name: "dave",
    id: 5,
    username: "dave",
    email: "dave@example.org",
    password: "dave-password",
    active: true,
    admin: false,
    trashed: true,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$ah45/CgIsxRssXBns95ixQ$AK5d5b4sC8EUdTm1jJBbdzGlHsyuqQepZEw3z6xD73c",
};

/// A user in the trash whose name [`BOB`] has taken since, so that it cannot come back.
pub const FORMER_BOB: Person = Person {
    name: "former-bob",
    id: 6,
    username: "Bob",
    email: "bob@example.net",
    password: "former-bob-password",
    active: true,
    admin: false,
    trashed: true,
    password_hash: "$argon2id$v=19$m=8,t=1,p=1$blh/3IoczhkLRWrXWvyedQ$b+4miE0QkhQnrqKJVYTO8sva9CseJfXxtNs/ywNF8WM",
};

/// Everybody, in the order of the ids.
pub const PEOPLE: [Person; 6] = [ADMIN, ALICE, BOB, CAROL, DAVE, FORMER_BOB];

/// How long a session of the baseline lasts from [`Person::created_at`].
const SESSION: TimeDelta = TimeDelta::days(30);

impl Person {
    /// The person that tests call so.
    pub fn named(name: &str) -> Option<Self> {
        PEOPLE.into_iter().find(|person| person.name == name)
    }

    /// The user's name towards other systems.
    pub fn uuid(&self) -> Uuid {
        self.constant(0xa000)
    }

    /// The id of the refresh token of its session.
    pub fn refresh_id(&self) -> Uuid {
        self.constant(0x9000)
    }

    /// When the user was made and its session opened: on 2026-01-01, a minute after the one before it, from 9 o'clock.
    pub fn created_at(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_767_258_000 + 60 * (self.id - 1), 0).unwrap_or_default()
    }

    fn constant(&self, variant: u64) -> Uuid {
        Uuid::from_u64_pair(0x7000, (variant << 48) | self.id.unsigned_abs())
    }
}

/// Inserts everybody. Says whether each got the id it should have: not so in a database that was used before.
pub async fn insert(db: &impl ConnectionTrait) -> Result<bool, DbErr> {
    for person in PEOPLE {
        let Ok(new) = Draft::of(person.username, person.email, person.password).check_user() else {
            return Ok(false);
        };
        let now = person.created_at();
        let row = users::Row {
            uuid: person.uuid(),
            new: NewUser { admin: person.admin, ..new },
            password_hash: person.password_hash.to_owned(),
            active: person.active,
            now,
            deleted_at: person.trashed.then(|| now + TimeDelta::hours(1)),
        };
        let user = match users::insert(db, row).await {
            Ok(user) => user.id,
            Err(StoreError::Taken(_)) => return Ok(false),
            Err(StoreError::Database(error)) => {
                let taken = matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)));
                return if taken { Ok(false) } else { Err(error) };
            }
        };
        let session = sessions::open(db, user, now, now + SESSION).await?;
        sessions::add_token(db, session, refresh_digest(person.refresh_id()), now, now + SESSION).await?;
        if (user, session) != (UserId(person.id), SessionId(person.id)) {
            return Ok(false);
        }
    }
    Ok(true)
}
