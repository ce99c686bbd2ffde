//! What other features use: keeping a file that was fetched, finding files by their number.

use std::io::{Seek, Write};

use plenary::media::error::KeepError;
use plenary::media::{Picture, Wanted, service};
use tokio::fs::File;

use super::pictures::encoded;
use crate::support::World;

on_every_database![a_file_of_nobody_is_kept_and_found, what_is_wanted_is_an_image, files_are_found_by_number];

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file.rewind().expect("at its beginning");
    File::from_std(file)
}

async fn a_file_of_nobody_is_kept_and_found(world: World) {
    let bytes = encoded(image::ImageFormat::Png, 5, 6);
    let context = world.app.context();
    let kept = service::keep(context, None, None, file(&bytes), Wanted::Image).await.expect("kept");
    assert_eq!((kept.id, kept.uploaded_by), (2, None));
    let found = service::find(world.db(), 2).await.expect("a statement").expect("a file");
    assert_eq!(found, kept);
    let picture = Picture::from(found);
    assert_eq!((picture.width, picture.height), (Some(5), Some(6)));
    assert!(world.anon().get(&picture.url).await.is(200).bytes == bytes);
}

async fn what_is_wanted_is_an_image(world: World) {
    let context = world.app.context();
    let kept = service::keep(context, None, None, file(b"text"), Wanted::Image).await;
    assert!(matches!(kept, Err(KeepError::NotAnImage)));
    let kept = service::keep(context, None, None, file(b""), Wanted::Anything).await;
    assert!(matches!(kept, Err(KeepError::Empty)));
    let kept = service::keep(context, None, None, file(&vec![0; 262_145]), Wanted::Anything).await;
    assert!(matches!(kept, Err(KeepError::TooLarge(262_144))));
}

async fn files_are_found_by_number(world: World) {
    let context = world.app.context();
    service::keep(context, None, Some("a.txt".to_owned()), file(b"a"), Wanted::Anything).await.expect("kept");
    let found = service::find_many(world.db(), &[1, 2, 99]).await.expect("a statement");
    let mut names: Vec<_> = found.values().map(|media| (media.id, media.name.as_deref())).collect();
    names.sort_unstable();
    assert_eq!(names, [(1, Some("flag.png")), (2, Some("a.txt"))]);
    assert!(service::find_many(world.db(), &[]).await.expect("a statement").is_empty());
    assert_eq!(service::find(world.db(), 99).await.expect("a statement"), None);
}
