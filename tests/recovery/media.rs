//! Media after the worst moment: cut off on their way in, their files damaged, gone, or another's.

use std::{
    fs,
    io::{self, Read},
    path::PathBuf,
};

use banthao_core::{Incoming, MediaForm};
use banthao_document::BlobId;
use banthao_protocol::{ErrorCode, MediaListView, MediaPlace, MediaView};
use banthao_testkit::{Desk, Office, PDF, article, files_below, photograph};
use serde_json::json;

/// A film that is long enough for several batches.
fn film(fill: u8) -> Vec<u8> {
    let mut film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec();
    film.extend((0..3_000_000_usize).map(|n| (n / 1000) as u8 ^ fill));
    film
}

fn media_files(desk: &Desk) -> Vec<PathBuf> {
    files_below(desk.folder()).into_iter().filter(|path| path.components().any(|part| part.as_os_str() == "media")).collect()
}

fn file_of(desk: &Desk, blob: &str) -> PathBuf {
    media_files(desk).into_iter().find(|path| path.ends_with(blob)).expect("the medium's file")
}

async fn attaches(desk: &Desk, medium: &MediaView) -> String {
    let id = desk.writes("Có tệp kèm", "Nội dung.").await;
    let mut content = desk.opens(&id).await.content;
    content.attachments.push(banthao_protocol::AttachmentView {
        blob: medium.blob.clone(),
        title: "Tệp".to_owned(),
        file_name: medium.file_name.clone(),
        media_type: medium.media_type.clone(),
        bytes: medium.bytes,
        rest: json!({}),
    });
    desk.saves(&id, &content).await;
    id
}

async fn place(desk: &Desk, article: &str) -> MediaPlace {
    let list: MediaListView = desk.asks("media_list", json!({"article": article})).await.expect("the list of media");
    assert_eq!(list.media.len(), 1);
    list.media[0].place
}

/// A source that breaks off as a drawn memory stick does.
struct Drawn(io::Cursor<Vec<u8>>);

impl Read for Drawn {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::ErrorKind::NotFound.into()),
            read => Ok(read),
        }
    }
}

#[tokio::test]
async fn a_film_that_breaks_off_is_refused_and_leaves_nothing() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let half = film(1)[..2_000_000].to_vec();
    let drawn =
        Incoming { source: Box::new(Drawn(io::Cursor::new(half.clone()))), ..Incoming::of_bytes("phim.mp4".to_owned(), Vec::new()) };
    let refusal = desk.app().media_add_from(Incoming { bytes: None, ..drawn }).await.unwrap_err();
    assert_eq!(refusal.code, ErrorCode::MediaUnreadable, "the stick was drawn");
    let shorter = Incoming { bytes: Some(3_000_024), ..Incoming::of_bytes("phim.mp4".to_owned(), half) };
    assert_eq!(desk.app().media_add_from(shorter).await.unwrap_err().code, ErrorCode::MediaUnreadable, "half a film passed for one");
    assert_eq!(media_files(&desk), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn a_start_sweeps_what_was_never_finished_and_keeps_what_was() {
    let office = Office::opens().await;
    let mut desk = office.desk().await;
    let kept = desk.adds("phim.mp4", film(1)).await;
    let vault = file_of(&desk, &kept.blob).ancestors().nth(2).expect("the media folder").to_owned();
    fs::write(vault.join("incoming/5c0ffee0.part"), b"BTM2 half a film").unwrap();
    desk.is_killed().await;
    assert_eq!(media_files(&desk), [file_of(&desk, &kept.blob)], "the process died between the first byte and the name");
    assert_eq!(desk.medium(kept.blob.parse().unwrap()), Some(film(1)));
}

#[tokio::test]
async fn a_medium_whose_row_was_never_written_is_taken_in_again_without_a_trace() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let stranger = desk.adds("phim.mp4", film(1)).await;
    // The file of another medium, as a crash between name and row leaves it.
    let orphan = BlobId::of(&film(2)).to_string();
    let path = file_of(&desk, &stranger.blob).ancestors().nth(2).unwrap().join(&orphan[..2]).join(&orphan);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::copy(file_of(&desk, &stranger.blob), &path).unwrap();
    assert_eq!(
        desk.app().media_read(&orphan).await.err().map(|error| error.code),
        Some(ErrorCode::MediaNotHere),
        "a row never speaks of it"
    );
    let added = desk.adds("phim-hai.mp4", film(2)).await;
    assert_eq!(added.blob, orphan);
    assert!(desk.app().media_read(&orphan).await.unwrap().bytes == film(2));
}

#[tokio::test]
async fn a_damaged_medium_is_named_while_it_is_the_only_one_and_fetched_again_once_the_portal_has_it() {
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let pdf = desk.adds("quyet-dinh.pdf", PDF.to_vec()).await;
    let id = attaches(&desk, &pdf).await;
    assert_eq!(place(&desk, &id).await, MediaPlace::Here);

    let path = file_of(&desk, &pdf.blob);
    let whole = fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    *damaged.last_mut().unwrap() ^= 1;
    fs::write(&path, &damaged).unwrap();
    assert_eq!(place(&desk, &id).await, MediaPlace::Damaged);
    assert_eq!(desk.app().media_read(&pdf.blob).await.err().unwrap().code, ErrorCode::MediaDamaged);
    fs::remove_file(&path).unwrap();
    assert_eq!(place(&desk, &id).await, MediaPlace::Missing);

    fs::write(&path, &whole).unwrap();
    desk.syncs().await;
    fs::write(&path, &damaged).unwrap();
    assert_eq!(place(&desk, &id).await, MediaPlace::Elsewhere, "no trouble: the portal has it");
    assert_eq!(desk.app().media_read(&pdf.blob).await.unwrap().bytes, PDF);
    assert_eq!(place(&desk, &id).await, MediaPlace::Here, "and now it is here again, whole");
}

#[tokio::test]
async fn a_thumbnail_that_is_gone_is_made_again() {
    let office = Office::opens().await;
    let desk = office.desk().await;
    let picture = desk.adds("anh.jpg", photograph(1600, 900, 90)).await;
    let first = desk.app().media_answer(&picture.blob, MediaForm::Thumbnail, None).await;
    assert_eq!(first.status, 200);
    let small = BlobId::of(&first.body).to_string();
    fs::remove_file(file_of(&desk, &small)).unwrap();
    let again = desk.app().media_answer(&picture.blob, MediaForm::Thumbnail, None).await;
    assert!(again.status == 200 && again.body == first.body);
}

#[tokio::test]
async fn a_medium_that_only_an_old_revision_names_stays_on_the_machine() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let office = Office::opens().await;
    let desk = office.desk_of("canbo").await;
    let pdf = desk.adds("quyet-dinh.pdf", PDF.to_vec()).await;
    let id = attaches(&desk, &pdf).await;
    desk.syncs().await;
    desk.saves(&id, &article("Không còn tệp", "Nội dung.")).await;
    for days in [40, 80] {
        desk.clock().runs_ahead_ms(days * DAY);
        let found = desk.app().media_collect().await.unwrap();
        assert_eq!((found.marked, found.removed.len(), found.missing.len()), (0, 0, 0), "after {days} days");
    }
    assert_eq!(desk.medium(pdf.blob.parse().unwrap()).as_deref(), Some(PDF));
}
