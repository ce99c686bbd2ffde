//! The catalogue of errors: one entry a number, with its HTTP status, its fixed title and a usual sentence.

use poem::http::StatusCode;

use super::ErrorStatus;

macro_rules! catalogue {
    ($($name:ident = $number:literal, $status:ident, $title:literal, $sentence:literal;)*) => {
        /// An entry of the catalogue of errors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Subcode {
            $(#[doc = concat!($title, ".")] $name = $number,)*
        }

        impl Subcode {
            /// The whole catalogue, in the order of the numbers.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The HTTP status of this entry.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)* }
            }

            /// The fixed title of this entry.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The sentence for people, where nobody knows a more exact one.
            pub const fn sentence(self) -> &'static str {
                match self { $(Self::$name => $sentence,)* }
            }
        }
    };
}

catalogue! {
    InvalidPayload = 4000, BAD_REQUEST, "Invalid Payload", "The request is not valid.";
    InvalidPassword = 4001, BAD_REQUEST, "Invalid Password", "The password is not valid.";
    InvalidUsername = 4002, BAD_REQUEST, "Invalid Username", "The username is not valid.";
    InvalidId = 4003, BAD_REQUEST, "Invalid ID", "The id is not valid.";
    UsernameTaken = 4004, CONFLICT, "Username Already Taken", "The username or email is already taken.";
    InvalidSenderId = 4005, BAD_REQUEST, "Invalid Sender ID", "The sender is not valid.";
    InvalidReceiverId = 4006, BAD_REQUEST, "Invalid Receiver ID", "The recipient is not valid.";
    InvalidMessageContent = 4007, BAD_REQUEST, "Invalid Message Content", "The content is not valid.";
    InvalidType = 4009, BAD_REQUEST, "Invalid Type", "The type is not valid.";
    InvalidText = 4010, BAD_REQUEST, "Invalid Text", "The text is not valid.";
    InvalidUrl = 4011, BAD_REQUEST, "Invalid URL", "The URL is not valid.";
    InvalidWidth = 4012, BAD_REQUEST, "Invalid Width", "The width is not valid.";
    InvalidHeight = 4013, BAD_REQUEST, "Invalid Height", "The height is not valid.";
    InvalidSource = 4014, BAD_REQUEST, "Invalid Source", "The source is not valid.";
    InvalidLimit = 4015, BAD_REQUEST, "Invalid Limit", "The limit is not valid.";
    InvalidStart = 4016, BAD_REQUEST, "Invalid Start", "The start is not valid.";
    InvalidJsonQuery = 4018, BAD_REQUEST, "Invalid JSON Query", "The query is not valid JSON.";
    InvalidUserId = 4019, BAD_REQUEST, "Invalid User ID", "The user id is not valid.";
    InvalidTitle = 4020, BAD_REQUEST, "Invalid Title", "The title is not valid.";
    InvalidMessage = 4021, BAD_REQUEST, "Invalid Message", "The message is not valid.";
    InvalidCode = 4022, BAD_REQUEST, "Invalid Code", "The code is not valid.";
    InvalidEmail = 4023, BAD_REQUEST, "Invalid Email", "The email is not valid.";
    InvalidDates = 4024, BAD_REQUEST, "Invalid Dates", "The dates are not valid.";
    InvalidState = 4025, UNPROCESSABLE_ENTITY, "Invalid State", "This change of state is not possible.";
    NotFound = 4040, NOT_FOUND, "Not Found", "There is nothing at this address.";
    UserNotFound = 4041, NOT_FOUND, "User Not Found", "User does not exist.";
    EventNotFound = 4042, NOT_FOUND, "Event Not Found", "Event does not exist.";
    SessionNotFound = 4043, NOT_FOUND, "Session Not Found", "Session does not exist.";
    SpeakerNotFound = 4044, NOT_FOUND, "Speaker Not Found", "Speaker does not exist.";
    ChatNotFound = 4045, NOT_FOUND, "Chat Not Found", "Chat does not exist.";
    MessageNotFound = 4046, NOT_FOUND, "Message Not Found", "Message does not exist.";
    ExerciseNotFound = 4047, NOT_FOUND, "Exercise Not Found", "Exercise does not exist.";
    ScoreNotFound = 4048, NOT_FOUND, "Score Not Found", "Score does not exist.";
    JobNotFound = 4049, NOT_FOUND, "Job Not Found", "Job does not exist.";
    MethodNotAllowed = 4050, METHOD_NOT_ALLOWED, "Method Not Allowed", "This method is not possible here; see the Allow header.";
    MediaNotFound = 4051, NOT_FOUND, "Media Not Found", "Media does not exist.";
    NoBannerLeft = 4090, CONFLICT, "No Banner Left", "Every banner was sent already.";
    NotInTrash = 4091, CONFLICT, "Not In Trash", "Only a deleted object can be restored.";
    ScoreExists = 4092, CONFLICT, "Score Already Exists", "There is a score for this exercise already.";
    SpeakerExists = 4093, CONFLICT, "Speaker Already Exists", "There is a speaker with this email already.";
    PreconditionFailed = 4120, PRECONDITION_FAILED, "Precondition Failed", "The object has changed in the meantime.";
    TooLarge = 4130, PAYLOAD_TOO_LARGE, "Too Large", "The request body is too large.";
    BadCredentials = 4131, UNAUTHORIZED, "Bad Credentials", "The credentials are not correct.";
    BadToken = 4132, UNAUTHORIZED, "Bad Token", "Missing Authorization Header";
    Forbidden = 4134, FORBIDDEN, "Forbidden", "You may not do this.";
    UnsupportedMediaType = 4150, UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type", "This media type cannot be read here.";
    RangeNotSatisfiable = 4160, RANGE_NOT_SATISFIABLE, "Range Not Satisfiable", "There is nothing in this range.";
    TooManyRequests = 4290, TOO_MANY_REQUESTS, "Too Many Requests", "Too many requests. Please wait a moment.";
    Unexpected = 5000, INTERNAL_SERVER_ERROR, "Unexpected Error", "Something went wrong on our side.";
    DatabaseDown = 5001, SERVICE_UNAVAILABLE, "App Not Healthy", "The database is not available.";
    QueueDown = 5002, SERVICE_UNAVAILABLE, "App Not Healthy", "The job queue is not available.";
    StorageDown = 5003, SERVICE_UNAVAILABLE, "App Not Healthy", "The file storage is not available.";
    BannerApiError = 5020, BAD_GATEWAY, "Banner API Error", "The banner API gave no usable answer.";
    BannerApiTimeout = 5040, GATEWAY_TIMEOUT, "Banner API Timeout", "The banner API did not answer in time.";
}

impl Subcode {
    /// The number of this entry.
    pub const fn number(self) -> u16 {
        self as u16
    }

    /// The entry for an invalid field, by its pointer: `/email`, `query.limit`, `path.id`.
    pub fn of_field(pointer: &str) -> Self {
        if pointer.strip_prefix("path.").is_some_and(|name| name == "id" || name.ends_with("_id")) {
            return Self::InvalidId;
        }
        match pointer.trim_start_matches('/').trim_start_matches("query.") {
            "username" => Self::InvalidUsername,
            "password" => Self::InvalidPassword,
            "email" => Self::InvalidEmail,
            "user_id" => Self::InvalidUserId,
            "recipient_id" => Self::InvalidReceiverId,
            "sender_id" => Self::InvalidSenderId,
            "limit" => Self::InvalidLimit,
            "start" => Self::InvalidStart,
            "since" | "from" | "until" | "starts_at" | "ends_at" => Self::InvalidDates,
            "title" => Self::InvalidTitle,
            "text" => Self::InvalidText,
            "image_id" => Self::InvalidId,
            _ => Self::InvalidPayload,
        }
    }

    /// The entry for several invalid fields: the general one, but where all have one entry, that one, and where fields
    /// are judged in an order, that of the first of them.
    pub fn of_fields(pointers: &[&str]) -> Self {
        const IN_ORDER: [&str; 2] = ["/recipient_id", "/sender_id"];
        match pointers {
            [first, rest @ ..] if rest.iter().all(|other| Self::of_field(other) == Self::of_field(first)) => {
                Self::of_field(first)
            }
            many if many.iter().all(|pointer| IN_ORDER.contains(pointer)) => IN_ORDER
                .iter()
                .find(|known| many.contains(known))
                .map_or(Self::InvalidPayload, |first| Self::of_field(first)),
            _ => Self::InvalidPayload,
        }
    }

    /// `error` for 401, 403, 429 and 5xx, else `fail`.
    pub const fn word(self) -> ErrorStatus {
        match self.status().as_u16() {
            401 | 403 | 429 | 500.. => ErrorStatus::Error,
            _ => ErrorStatus::Fail,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_rise_and_begin_with_their_class() {
        assert!(Subcode::ALL.is_sorted_by(|a, b| a.number() < b.number()));
        for subcode in Subcode::ALL {
            assert_eq!(subcode.number() / 1000, subcode.status().as_u16() / 100, "{subcode:?}");
        }
    }

    #[test]
    fn a_field_has_its_own_entry_or_the_general_one() {
        for (pointer, number) in [
            ("/username", 4002),
            ("/password", 4001),
            ("/email", 4023),
            ("query.limit", 4015),
            ("query.start", 4016),
            ("path.id", 4003),
            ("path.score_id", 4003),
            ("/user_id", 4019),
            ("/recipient_id", 4006),
            ("query.sender_id", 4005),
            ("query.since", 4024),
            ("/text", 4010),
            ("/image_id", 4003),
            ("/a/username", 4000),
            ("", 4000),
            ("header.prefer", 4000),
        ] {
            assert_eq!(Subcode::of_field(pointer).number(), number, "{pointer}");
        }
    }

    #[test]
    fn several_fields_are_general_unless_they_are_judged_in_an_order() {
        for (pointers, number) in [
            (vec!["/email", "/username"], 4000),
            (vec!["/sender_id", "/recipient_id"], 4006),
            (vec!["/sender_id"], 4005),
            (vec!["/starts_at", "/ends_at"], 4024),
            (vec!["/sender_id", "/recipient_id", "/other"], 4000),
            (vec![], 4000),
        ] {
            assert_eq!(Subcode::of_fields(&pointers).number(), number, "{pointers:?}");
        }
    }

    #[test]
    fn the_word_says_whose_turn_it_is() {
        for (subcode, word) in [
            (Subcode::InvalidPayload, ErrorStatus::Fail),
            (Subcode::UsernameTaken, ErrorStatus::Fail),
            (Subcode::TooLarge, ErrorStatus::Fail),
            (Subcode::BadToken, ErrorStatus::Error),
            (Subcode::Forbidden, ErrorStatus::Error),
            (Subcode::TooManyRequests, ErrorStatus::Error),
            (Subcode::DatabaseDown, ErrorStatus::Error),
        ] {
            assert_eq!(subcode.word(), word, "{subcode:?}");
        }
    }
}
