//! Which status each error of a use case is, and with which body.

use crate::api::answer::failures;
use crate::api::{ErrorBody, Subcode};
use crate::chats::error::{
    ChatError, GetError, ListError, MessageError, Refusal, RestoreError, UpdateError, UserChatError,
    WriteError,
};
use crate::chats::model::TEXT_MAX;
use crate::media::NotKept;

failures! {
    ListError as error {
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    GetError as error {
        NoChat => 404 no_chat(),
        Database(error) => fault error,
    }
    UserChatError as error {
        NoUser => 404 ErrorBody::new(Subcode::UserNotFound, "There is no such user."),
        NoChat => 404 ErrorBody::new(Subcode::ChatNotFound, "This user has no chat."),
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    ChatError as error {
        NoChat => 404 no_chat(),
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    WriteError as error {
        NoChat => 404 no_chat(),
        Empty => 400 ErrorBody::field(Subcode::InvalidMessage, "", error.to_string()),
        BadText => 400 bad_text(),
        NoImage => 404 ErrorBody::new(Subcode::MediaNotFound, error.to_string()),
        NotKept(error) => NotKept NotKept::of(error, "/image"),
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    MessageError as error {
        NoChat => 404 no_chat(),
        NoMessage => 404 ErrorBody::new(Subcode::MessageNotFound, "There is no such message in this chat."),
        Refused(refusal) => 403 refused(refusal),
        Database(error) => fault error,
    }
    UpdateError as error {
        BadText => 400 bad_text(),
        Message(error) => MessageError error,
    }
    RestoreError as error {
        NotTrashed => 409 ErrorBody::new(Subcode::NotInTrash, "This message is not in the trash."),
        Message(error) => MessageError error,
    }
}

fn no_chat() -> ErrorBody {
    ErrorBody::new(Subcode::ChatNotFound, "There is no such chat.")
}

fn bad_text() -> ErrorBody {
    let message = format!("A text has 1 to {TEXT_MAX} characters, not all of them blank.");
    ErrorBody::field(Subcode::InvalidText, "/text", message)
}

fn refused(refusal: Refusal) -> ErrorBody {
    ErrorBody::new(Subcode::Forbidden, refusal.to_string())
}
