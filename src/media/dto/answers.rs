//! The statuses of each operation.

use super::not_kept::NotKept;
use super::upload::UploadData;
use crate::api::answer::{Created, Special, answers};
use crate::media::error::ReadError;

answers! {
    for pub(in crate::media),

    UploadFile: Created<UploadData>, UploadImage: Created<UploadData>; NotKept => {
        201 "The file is kept.",
        400 "The body is malformed, or the file is missing or empty.",
        413 "The file has too many bytes, or the image too many pixels.",
        415 "The media type of the body is not read here, or the file is no image where one is wanted, or it begins as an\n\
             image and does not go on as one.",
    }
    GetMedia: Special; ReadError => {
        400 "The key is no key, or a header stands there twice.",
        404 "There is no such file.",
    }
}
