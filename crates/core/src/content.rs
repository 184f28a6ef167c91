//! Between the stored content and the editor's view of it.

use std::collections::BTreeMap;

use banthao_document::{ArticleContent, Attachment, Body, Crop, Focus, PictureFacts, Recipe};
use banthao_protocol::{ApiError, ArticleContentView, AttachmentView, CropView, ErrorCode, FocusView, PictureView, RecipeView};
use serde_json::Value;

use crate::error::Result;

pub(crate) fn view(content: &ArticleContent) -> ArticleContentView {
    ArticleContentView {
        schema: content.schema,
        kind: content.kind.clone(),
        language: content.language.clone(),
        title: content.title.clone(),
        kicker: content.kicker.clone(),
        sapo: content.sapo.clone(),
        section: content.section.clone(),
        byline: content.byline.clone(),
        source: content.source.clone(),
        body: content.body.0.clone(),
        attachments: content.attachments.iter().map(attachment_view).collect(),
        pictures: content.pictures.iter().map(|(blob, facts)| (blob.to_string(), picture_view(facts))).collect(),
        rest: rest(&content.unknown),
    }
}

fn picture_view(facts: &PictureFacts) -> PictureView {
    PictureView {
        licence: facts.licence.clone(),
        ai_made: facts.ai_made,
        focus: facts.focus.map(|Focus { x, y }| FocusView { x, y }),
        recipe: facts.recipe.map(|Recipe { of, turns, crop }| RecipeView {
            of: of.to_string(),
            turns,
            crop: crop.map(|Crop { x, y, width, height }| CropView { x, y, width, height }),
        }),
        rest: rest(&facts.unknown),
    }
}

fn picture(view: PictureView) -> Result<PictureFacts> {
    Ok(PictureFacts {
        licence: view.licence,
        ai_made: view.ai_made,
        focus: view.focus.map(|FocusView { x, y }| Focus { x, y }),
        recipe: view.recipe.map(recipe).transpose()?,
        unknown: unknown(view.rest),
    })
}

/// A recipe that the window asks for.
pub(crate) fn recipe(view: RecipeView) -> Result<Recipe> {
    let RecipeView { of, turns, crop } = view;
    let of = of.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "a recipe without a digest"))?;
    let crop = crop.map(|CropView { x, y, width, height }| Crop { x, y, width, height });
    Ok(Recipe { of, turns, crop })
}

fn attachment_view(attachment: &Attachment) -> AttachmentView {
    AttachmentView {
        blob: attachment.blob.to_string(),
        title: attachment.title.clone(),
        file_name: attachment.file_name.clone(),
        media_type: attachment.media_type.clone(),
        bytes: attachment.bytes,
        rest: rest(&attachment.unknown),
    }
}

/// The stored form of what the editor holds. What breaks the schema is kept all the same, since a draft that is not saved is lost; the check
/// before submission says what is wrong.
pub(crate) fn stored(view: ArticleContentView) -> Result<ArticleContent> {
    if view.schema > banthao_document::SCHEMA_VERSION {
        return Err(ApiError::new(ErrorCode::ArticleTooNew, "the article was written by a newer version"));
    }
    let attachments = view.attachments.into_iter().map(|attachment| {
        Ok(Attachment {
            blob: attachment.blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "an attachment without a digest"))?,
            title: attachment.title,
            file_name: attachment.file_name,
            media_type: attachment.media_type,
            bytes: attachment.bytes,
            unknown: unknown(attachment.rest),
        })
    });
    let pictures = view.pictures.into_iter().map(|(blob, facts)| {
        let blob = blob.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "a picture without a digest"))?;
        Ok((blob, picture(facts)?))
    });
    let mut content = ArticleContent {
        schema: view.schema,
        kind: view.kind,
        language: view.language,
        title: view.title,
        kicker: view.kicker,
        sapo: view.sapo,
        section: view.section,
        byline: view.byline,
        source: view.source,
        body: Body(view.body),
        attachments: attachments.collect::<Result<_>>()?,
        pictures: pictures.collect::<Result<_>>()?,
        unknown: unknown(view.rest),
    };
    banthao_document::normalise::content(&mut content);
    Ok(content)
}

fn rest(unknown: &BTreeMap<String, Value>) -> Value {
    Value::Object(unknown.clone().into_iter().collect())
}

fn unknown(rest: Value) -> BTreeMap<String, Value> {
    match rest {
        Value::Object(fields) => fields.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}
