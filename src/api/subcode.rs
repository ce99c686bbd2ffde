//! The catalogue of errors: one entry a number, with its HTTP status and its fixed title.

use poem::http::StatusCode;

use super::ErrorStatus;

macro_rules! catalogue {
    ($($name:ident = $number:literal, $status:ident, $title:literal;)*) => {
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
        }
    };
}

catalogue! {
    InvalidPayload = 4000, BAD_REQUEST, "Invalid Payload";
    InvalidPassword = 4001, BAD_REQUEST, "Invalid Password";
    InvalidUsername = 4002, BAD_REQUEST, "Invalid Username";
    InvalidId = 4003, BAD_REQUEST, "Invalid ID";
    UsernameTaken = 4004, CONFLICT, "Username Already Taken";
    InvalidSenderId = 4005, BAD_REQUEST, "Invalid Sender ID";
    InvalidReceiverId = 4006, BAD_REQUEST, "Invalid Receiver ID";
    InvalidMessageContent = 4007, BAD_REQUEST, "Invalid Message Content";
    InvalidType = 4009, BAD_REQUEST, "Invalid Type";
    InvalidText = 4010, BAD_REQUEST, "Invalid Text";
    InvalidUrl = 4011, BAD_REQUEST, "Invalid URL";
    InvalidWidth = 4012, BAD_REQUEST, "Invalid Width";
    InvalidHeight = 4013, BAD_REQUEST, "Invalid Height";
    InvalidSource = 4014, BAD_REQUEST, "Invalid Source";
    InvalidLimit = 4015, BAD_REQUEST, "Invalid Limit";
    InvalidStart = 4016, BAD_REQUEST, "Invalid Start";
    InvalidJsonQuery = 4018, BAD_REQUEST, "Invalid JSON Query";
    InvalidUserId = 4019, BAD_REQUEST, "Invalid User ID";
    InvalidTitle = 4020, BAD_REQUEST, "Invalid Title";
    InvalidMessage = 4021, BAD_REQUEST, "Invalid Message";
    InvalidCode = 4022, BAD_REQUEST, "Invalid Code";
    InvalidEmail = 4023, BAD_REQUEST, "Invalid Email";
    InvalidDates = 4024, BAD_REQUEST, "Invalid Dates";
    InvalidState = 4025, UNPROCESSABLE_ENTITY, "Invalid State";
    NotFound = 4040, NOT_FOUND, "Not Found";
    UserNotFound = 4041, NOT_FOUND, "User Not Found";
    EventNotFound = 4042, NOT_FOUND, "Event Not Found";
    SessionNotFound = 4043, NOT_FOUND, "Session Not Found";
    SpeakerNotFound = 4044, NOT_FOUND, "Speaker Not Found";
    ChatNotFound = 4045, NOT_FOUND, "Chat Not Found";
    MessageNotFound = 4046, NOT_FOUND, "Message Not Found";
    ExerciseNotFound = 4047, NOT_FOUND, "Exercise Not Found";
    ScoreNotFound = 4048, NOT_FOUND, "Score Not Found";
    JobNotFound = 4049, NOT_FOUND, "Job Not Found";
    MethodNotAllowed = 4050, METHOD_NOT_ALLOWED, "Method Not Allowed";
    MediaNotFound = 4051, NOT_FOUND, "Media Not Found";
    NoBannerLeft = 4090, CONFLICT, "No Banner Left";
    NotInTrash = 4091, CONFLICT, "Not In Trash";
    ScoreExists = 4092, CONFLICT, "Score Already Exists";
    SpeakerExists = 4093, CONFLICT, "Speaker Already Exists";
    PreconditionFailed = 4120, PRECONDITION_FAILED, "Precondition Failed";
    TooLarge = 4130, PAYLOAD_TOO_LARGE, "Too Large";
    BadCredentials = 4131, UNAUTHORIZED, "Bad Credentials";
    BadToken = 4132, UNAUTHORIZED, "Bad Token";
    Forbidden = 4134, FORBIDDEN, "Forbidden";
    UnsupportedMediaType = 4150, UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type";
    TooManyRequests = 4290, TOO_MANY_REQUESTS, "Too Many Requests";
    Unexpected = 5000, INTERNAL_SERVER_ERROR, "Unexpected Error";
    DatabaseDown = 5001, SERVICE_UNAVAILABLE, "App Not Healthy";
    QueueDown = 5002, SERVICE_UNAVAILABLE, "App Not Healthy";
    BannerApiError = 5020, BAD_GATEWAY, "Banner API Error";
    BannerApiTimeout = 5040, GATEWAY_TIMEOUT, "Banner API Timeout";
}

impl Subcode {
    /// The number of this entry.
    pub const fn number(self) -> u16 {
        self as u16
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
