//! Handlers of the operations on media.

use poem::Body;
use poem::web::Data;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path};
use tokio::fs::File;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use super::disposition::disposition;
use super::range::Asked;
use crate::api::answer::{Answer, Created, Failure, Success};
use crate::api::{Caller, JsonBody, MultipartForm, Rejection, Tag, is_known, is_same};
use crate::infra::Context;
use crate::media::dto::{
    Bytes, GetMedia, GetMediaResponse, Head, ImageRequest, NotKept, UploadFile, UploadForm, UploadImage,
    invalid,
};
use crate::media::model::Media;
use crate::media::service::{self, Wanted};

/// Operations on media.
pub struct MediaApi;

#[OpenApi(tag = "Tag::Media")]
impl MediaApi {
    /// Upload a file
    ///
    /// Any file up to the server's limit (10 MiB unless it is set otherwise). Its type is found from its bytes, never
    /// from its name. What begins as a PNG, JPEG, GIF or WebP must be a whole one.
    #[oai(path = "/upload/files", method = "post", operation_id = "upload_file")]
    async fn upload_file(
        &self,
        context: Data<&Context>,
        caller: Caller,
        form: MultipartForm<UploadForm>,
    ) -> Answer<UploadFile> {
        let file = form.0.file;
        let kept = service::keep(&context, Some(caller.user), file.name, file.file, Wanted::Anything).await;
        let media = kept.map_err(|error| NotKept::of(error, "/file"))?;
        Ok(Success(Created::at(media.url(), media)))
    }

    /// Upload an image
    ///
    /// A PNG, JPEG, GIF or WebP in a data URI.
    #[oai(path = "/upload/image", method = "post", operation_id = "upload_image")]
    async fn upload_image(
        &self,
        context: Data<&Context>,
        caller: Caller,
        body: JsonBody<ImageRequest>,
    ) -> Answer<UploadImage> {
        let bytes = body.0.image.bytes().map_err(|how| Rejection::from(invalid("/image", how)))?;
        drop(body);
        let file = on_disk(bytes).await.map_err(|error| Rejection::unexpected(&error))?;
        let kept = service::keep(&context, Some(caller.user), None, file, Wanted::Image).await;
        let media = kept.map_err(|error| NotKept::of(error, "/image"))?;
        Ok(Success(Created::at(media.url(), media)))
    }

    /// Read a file
    ///
    /// For whoever knows its key. It can be read in parts, and never changes.
    #[oai(path = "/media/:key", method = "get", operation_id = "get_media")]
    async fn get_media(
        &self,
        context: Data<&Context>,
        /// The file's key.
        #[oai(validator(max_length = 64))]
        key: Path<String>,
        /// `bytes=0-99`: a part of the file. What is not understood and more than one part at once are answered with
        /// the whole file.
        #[oai(name = "Range")]
        range: Header<Option<String>>,
        /// The `ETag` of a copy: the part is of interest only if the copy is still good.
        #[oai(name = "If-Range")]
        if_range: Header<Option<String>>,
        /// The `ETag` of a copy: the file is of interest only if the copy is no longer good.
        #[oai(name = "If-None-Match")]
        if_none_match: Header<Option<String>>,
    ) -> Result<GetMediaResponse, Failure<GetMedia>> {
        let media = service::find_by_key(&context, &key.0).await?;
        let etag = format!("\"{}\"", media.content.sha256);
        if if_none_match.0.is_some_and(|known| is_known(&known, &etag)) {
            return Ok(GetMediaResponse::unchanged(etag));
        }
        let is_wanted = if_range.0.is_none_or(|copy| is_same(&copy, &etag));
        let range = range.0.filter(|_| is_wanted);
        let asked = range.map_or(Asked::Whole, |range| Asked::of(&range, media.content.size));
        send(&context, &media, etag, asked).await
    }
}

async fn send(
    context: &Context,
    media: &Media,
    etag: String,
    asked: Asked,
) -> Result<GetMediaResponse, Failure<GetMedia>> {
    let size = media.content.size;
    let part = match asked {
        Asked::Whole => None,
        Asked::Part(part) => Some(part),
        Asked::Nothing => return Ok(GetMediaResponse::unsatisfiable(size)),
    };
    let reading = service::read(context, media, part.clone()).await?;
    let length = part.as_ref().map_or(size, |part| part.end - part.start);
    let pieces = futures_util::TryStreamExt::map_err(reading.bytes, std::io::Error::other);
    let bytes = Bytes { content_type: content_type(media), length, body: Body::from_bytes_stream(pieces) };
    let head = Head { etag, disposition: disposition(media.image().is_some(), media.name.as_deref()) };
    Ok(match part {
        None => GetMediaResponse::whole(bytes, head),
        Some(part) => {
            let range = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            GetMediaResponse::part(bytes, range, head)
        }
    })
}

/// Text is UTF-8: that is how it was known to be text.
fn content_type(media: &Media) -> String {
    match media.content.content_type.as_str() {
        "text/plain" => "text/plain; charset=utf-8".to_owned(),
        other => other.to_owned(),
    }
}

/// A file without a name, which is gone when it is dropped.
async fn on_disk(bytes: Vec<u8>) -> std::io::Result<File> {
    let file = tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(std::io::Error::other)??;
    let mut file = File::from_std(file);
    file.write_all(&bytes).await?;
    file.flush().await?;
    file.rewind().await?;
    Ok(file)
}
