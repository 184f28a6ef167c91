//! The public page of an article, before it is public.

use banthao_document::{
    ArticleContent, BlobId,
    render::page::{Edition, Page, Section, Story, TEMPLATE, whole},
};
use banthao_protocol::{PreviewRequest, PreviewView};
use banthao_store::{Db, Error as StoreError, media, portals};

use super::articles::article_id;
use crate::{
    App, content,
    error::{Result, from_store},
    preview::Pictures,
};

/// What stands at the head of the page while no portal is known.
const NO_PORTAL: &str = "Cổng thông tin";

pub(crate) async fn preview_render(app: &App, request: PreviewRequest) -> Result<PreviewView> {
    let open = app.open()?;
    let article = article_id(&request.article)?;
    let content = content::stored(request.content)?;
    let portal = open.portal_id();
    let sections: Vec<Section> = open
        .catalogue()
        .await?
        .map(|catalogue| catalogue.sections.into_iter().map(|section| Section { code: section.code, name: section.name }).collect())
        .unwrap_or_default();
    let sizes = written_sizes(&content);
    let blobs: Vec<BlobId> = sizes.iter().map(|(blob, _)| *blob).collect();
    let read = open.db.run(move |db| {
        let portal = db.read(|reader| portal.map_or(Ok(None), |portal| portals::get(reader, portal)))?;
        let known: Vec<_> = blobs.iter().map(|blob| known_size(db, *blob)).collect::<Result<_, StoreError>>()?;
        Ok::<_, StoreError>((portal.map(|portal| portal.name), known))
    });
    let (portal, known) = read.await.map_err(from_store)?;
    // A picture that was never on this machine is still as large as the text says; it is fetched when the page asks for it.
    let pictures: Vec<_> = sizes.iter().zip(&known).filter_map(|((blob, written), known)| Some((*blob, known.or(*written)?))).collect();
    let absent = u32::try_from(sizes.len() - pictures.len()).unwrap_or(u32::MAX);
    let now_ms = app.inner.config.world.clock.now_ms();
    let section = content.section.as_deref().unwrap_or_default();
    let story = Story {
        edition: Edition::Preview,
        article,
        content: &content,
        section: sections.iter().find(|each| each.code == section).map(|each| (each.code.as_str(), each.name.as_str())),
        published_at_ms: now_ms,
        modified_at_ms: now_ms,
    };
    let page = Page {
        edition: Edition::Preview,
        portal: portal.as_deref().unwrap_or(NO_PORTAL),
        title: &content.title,
        description: &content.sapo,
        section,
        ..Page::default()
    };
    let html = whole(&page, &sections, &story.render(&Pictures(pictures)));
    let (key, edition) = open.previews.keep(html);
    Ok(PreviewView { key: key.to_owned(), edition, template: TEMPLATE, portal: portal.unwrap_or_default(), absent })
}

/// The pictures of the text, each once, with the sizes that it gives for them.
fn written_sizes(content: &ArticleContent) -> Vec<(BlobId, Option<(u32, u32)>)> {
    let mut sizes: Vec<(BlobId, Option<(u32, u32)>)> = Vec::new();
    for figure in content.body.nodes().filter(|node| node["type"] == "figure") {
        let Some(blob) = figure["attrs"]["blob"].as_str().and_then(|blob| blob.parse().ok()) else { continue };
        let pixels = |name: &str| figure["attrs"][name].as_u64().and_then(|pixels| u32::try_from(pixels).ok()).filter(|pixels| *pixels > 0);
        if sizes.iter().all(|(known, _)| *known != blob) {
            sizes.push((blob, pixels("width").zip(pixels("height"))));
        }
    }
    sizes
}

fn known_size(db: &Db, blob: BlobId) -> Result<Option<(u32, u32)>, StoreError> {
    db.read(|reader| Ok(media::get(reader, blob)?.and_then(|medium| medium.size)))
}
