//! Turning and cutting pictures. What comes out is a medium of its own, and the only one that an article names: nothing that was cut away ever
//! leaves this machine.

use banthao_document::BlobId;
use banthao_imaging::{Clean, Part};
use banthao_protocol::{ApiError, ErrorCode, MediaView, PictureCutRequest, PictureRequest, PictureSourceView};
use banthao_store::{Db, media};

use crate::{
    App, content,
    error::Result,
    media::{
        PICTURE,
        intake::{LONGEST_SIDE, Refused},
        thumbnail,
    },
};

pub(crate) async fn picture_source(app: &App, request: PictureRequest) -> Result<PictureSourceView> {
    let open = app.open()?;
    let blob = digest(&request.blob)?;
    let medium = app.medium_here(&open, blob).await?;
    let now_ms = app.inner.config.world.clock.now_ms();
    let source = open.db.run(move |db| {
        let Some((file, original)) = original(db, &medium) else {
            return Ok(PictureSourceView { picture: view(&medium), is_original: false });
        };
        let clean = banthao_imaging::clean(&original, LONGEST_SIDE, PICTURE)?;
        Ok::<_, Refused>(PictureSourceView { picture: view(&keep(db, clean, &medium, file, now_ms)?), is_original: true })
    });
    source.await.map_err(ApiError::from)
}

pub(crate) async fn picture_cut(app: &App, request: PictureCutRequest) -> Result<MediaView> {
    let open = app.open()?;
    let blob = digest(&request.blob)?;
    let recipe = content::recipe(request.recipe)?;
    if !recipe.is_sound() {
        return Err(ApiError::new(ErrorCode::BadRequest, "the recipe leads outside the picture"));
    }
    let medium = app.medium_here(&open, blob).await?;
    let now_ms = app.inner.config.world.clock.now_ms();
    let cut = open.db.run(move |db| {
        let (file, bytes) = match original(db, &medium) {
            Some(original) => original,
            None => (medium.blob, db.vault().get(medium.blob)?),
        };
        let part = recipe.crop.map(|crop| Part { x: crop.x, y: crop.y, width: crop.width, height: crop.height });
        let clean = banthao_imaging::cut(&bytes, recipe.turns, part, LONGEST_SIDE, PICTURE)?;
        Ok::<_, Refused>(view(&keep(db, clean, &medium, file, now_ms)?))
    });
    cut.await.map_err(ApiError::from)
}

fn digest(written: &str) -> Result<BlobId> {
    written.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a medium's digest"))
}

/// The file that a picture came from, when it is on this machine.
fn original(db: &Db, medium: &media::Medium) -> Option<(BlobId, Vec<u8>)> {
    let file = medium.original?;
    // One that is damaged or gone is as if it had never been here: the picture itself still is.
    Some((file, db.vault().get(file).ok()?))
}

/// Keeps a picture that was made of `file`, which stays with it.
fn keep(db: &Db, clean: Clean, from: &media::Medium, file: BlobId, now_ms: i64) -> Result<media::Medium, Refused> {
    // Held until the rows are committed.
    let adding = db.vault().adding();
    let medium = media::Medium {
        blob: adding.keep(&clean.bytes)?,
        media_type: clean.media_type.to_owned(),
        bytes: clean.bytes.len() as u64,
        size: Some((clean.width, clean.height)),
        file_name: from.file_name.clone(),
        original: Some(file),
        added_ms: now_ms,
    };
    let small = adding.keep(&thumbnail::of(&clean.bytes)?)?;
    db.write(|writer| {
        media::put(writer, &medium)?;
        media::put_thumbnail(writer, medium.blob, small)
    })?;
    Ok(medium)
}

fn view(medium: &media::Medium) -> MediaView {
    MediaView {
        blob: medium.blob.to_string(),
        media_type: medium.media_type.clone(),
        bytes: medium.bytes,
        file_name: medium.file_name.clone(),
        width: medium.size.map(|size| size.0),
        height: medium.size.map(|size| size.1),
        notes: Vec::new(),
    }
}
