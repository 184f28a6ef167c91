//! Two texts of one article: where they contradict each other, and what comes of the person's decisions.

use std::sync::Arc;

use banthao_document::{
    ArticleContent, Attachment, RevisionId, SCHEMA_VERSION, diff,
    merge::{self, Conflict, Merged, Resolution, Side, Version},
    normalise, validate,
};
use banthao_portal_api::wire::Stage;
use banthao_protocol::{
    ApiError, ArticleRequest, ArticleView, ConflictPlace, ConflictSide, ConflictView, ErrorCode, May, PlaceDecision, ProposalReason,
    SettleRequest,
};
use banthao_store::{
    Reader, Result as StoreResult,
    articles::{self, Article},
    mirrors, revisions,
    revisions::Origin,
};
use banthao_sync::checkpoint::{checkpoint, commit};
use serde_json::{Value, json};

use super::{
    articles::{around, article_id, content_hash, not_found},
    decisions::{decide, drop_what_is_void, store_error, wrong_state},
    library::{kind_name, section_name},
};
use crate::{
    App,
    comparison::{compare_blocks, compare_words, counted},
    error::{Result, from_store},
    journal::settle,
    status::Whereabouts,
};

/// Fields that are kept both or written anew; the others are codes.
const TEXTS: [&str; 5] = ["kicker", "title", "sapo", "byline", "source"];

/// Three texts of an article.
struct Texts {
    /// What both sides started from, when it is on this machine.
    base: Option<ArticleContent>,
    ours: ArticleContent,
    theirs: ArticleContent,
}

impl Texts {
    fn read(reader: &Reader<'_>, article: &Article, at: &Whereabouts) -> StoreResult<Option<(RevisionId, Self)>> {
        let Some(mirror) = &at.mirror else { return Ok(None) };
        let Some(head) = mirror.head else { return Ok(None) };
        let Some(theirs) = revisions::get(reader, head)? else { return Ok(None) };
        let base = match mirror.agreed {
            Some(agreed) => revisions::get(reader, agreed)?.map(|base| base.content),
            None => None,
        };
        Ok(Some((head, Self { base, ours: article.content.clone(), theirs: theirs.content })))
    }

    /// Their merge; none without a common past, or where a newer version wrote something that this one would not know how to join.
    fn merged(&self) -> Option<Merged> {
        let base = self.base.as_ref()?;
        let known = [base, &self.ours, &self.theirs].iter().all(|content| content.schema <= SCHEMA_VERSION);
        known.then(|| merge::merge(base, &self.ours, &self.theirs))
    }
}

pub(crate) async fn conflict_look(app: &App, request: ArticleRequest) -> Result<ConflictView> {
    let open = app.open()?;
    let id = article_id(&request.article)?;
    let (portal, now_ms) = (open.portal_id(), app.inner.config.world.clock.now_ms());
    // Everything that was typed is compared.
    open.db.write(move |writer| settle(writer, id, portal, now_ms)).await.map_err(from_store)?;
    let (around, catalogue) = (around(&open).await?, open.catalogue().await?);
    let name = open.link.as_ref().map(|link| link.account.name.clone());
    let read = open.db.read(move |reader| {
        let around = around(reader)?;
        let Some(article) = articles::get(reader, id)? else { return Ok(Err(not_found())) };
        let at = Whereabouts::read(reader, id, article.content_hash, &around)?;
        if !at.needs_choice() {
            return Ok(Err(wrong_state()));
        }
        let texts = Texts::read(reader, &article, &at)?;
        Ok::<_, banthao_store::Error>(texts.ok_or_else(wrong_state).map(|(head, texts)| (article, at, head, texts)))
    });
    let (article, at, head, texts) = read.await.map_err(from_store)??;
    let state = at.state.as_ref();
    let mut view = ConflictView {
        mine_hash: article.content_hash.to_string(),
        theirs_revision: head.to_string(),
        mine: ConflictSide { by: name, at_ms: article.saved_ms },
        theirs: ConflictSide {
            by: state.and_then(|state| state.events.last()).map(|event| event.by.name.clone()),
            at_ms: state.map_or(0, |state| state.received_at_ms),
        },
        joinable: false,
        proposal: state.and_then(|state| proposal(&state.stage)),
        places: Vec::new(),
        added: 0,
        removed: 0,
    };
    let name_of = move |field: &str, code: &str| match field {
        "kind" => kind_name(catalogue.as_ref(), code),
        "section" => section_name(catalogue.as_ref(), code),
        _ => code.to_owned(),
    };
    // Long texts take their time: not on the thread that answers the window.
    let compared = tokio::task::spawn_blocking(move || {
        let Some(merged) = texts.merged() else { return view };
        view.joinable = true;
        view.places = merged.conflicts.iter().map(|conflict| place(conflict, &name_of)).collect();
        let mine_everywhere = vec![Resolution::Ours; merged.conflicts.len()];
        if let Ok(joined) = merge::resolve(&merged, &mine_everywhere) {
            let counts = diff::counts(&diff::diff(&texts.ours, &joined));
            (view.added, view.removed) = (counted(counts.added), counted(counts.removed));
        }
        view
    });
    compared.await.map_err(|_| ApiError::new(ErrorCode::Internal, "the comparison stopped"))
}

pub(crate) async fn conflict_settle(app: &App, request: SettleRequest) -> Result<ArticleView> {
    let open = app.open()?;
    let read = content_hash(&request.mine_hash)?;
    let theirs: RevisionId = request.theirs_revision.parse().map_err(|_| ApiError::new(ErrorCode::BadRequest, "not a revision's id"))?;
    let (identity, now_ms, portal) = (open.identity(), app.inner.config.world.clock.now_ms(), open.portal_id());
    let decisions: Vec<Resolution> = request.decisions.into_iter().map(resolution).collect();
    let open = Arc::clone(&open);
    decide(app, &open, &request.article, May::Choose, move |scene| {
        let Some((head, texts)) = Texts::read(scene.writer, &scene.article, &scene.at)? else { return Ok(Err(wrong_state())) };
        if head != theirs || scene.article.content_hash != read {
            return Ok(Err(ApiError::new(ErrorCode::ContentChanged, "another text came while this one was decided about")));
        }
        let (Some(merged), Some(portal), Some(mirror)) = (texts.merged(), portal, scene.at.mirror.clone()) else {
            return Ok(Err(wrong_state()));
        };
        let mut content = match merge::resolve(&merged, &decisions) {
            Ok(content) => content,
            Err(error) => return Ok(Err(ApiError::new(ErrorCode::BadRequest, error.to_string()))),
        };
        normalise::content(&mut content);
        if let Err(invalid) = validate::content(&content) {
            return Ok(Err(ApiError::new(ErrorCode::InvalidContent, "the joined text breaks the schema").with("reason", invalid.reason)));
        }
        // Both texts become revisions before either goes from the screen.
        let ours = checkpoint(scene.writer, &scene.article, &identity, Origin::Autosave, now_ms).map_err(store_error)?;
        articles::save(scene.writer, scene.article.id, &content, &Value::Null, now_ms)?;
        match articles::get(scene.writer, scene.article.id)? {
            Some(joined) if content != texts.theirs => {
                let parents = ours.into_iter().chain([theirs]).collect();
                commit(scene.writer, &joined, parents, &identity, Origin::Merged, now_ms).map_err(store_error)?;
            }
            // Nothing of one's own is left: the portal's text is the text.
            Some(_) | None => articles::set_head(scene.writer, scene.article.id, theirs)?,
        }
        mirrors::put(scene.writer, portal, scene.article.id, &mirrors::Mirror { agreed: Some(theirs), ..mirror })?;
        drop_what_is_void(&scene)?;
        Ok(Ok(None))
    })
    .await
}

fn proposal(stage: &Stage) -> Option<ProposalReason> {
    match stage {
        Stage::InReview { .. } => Some(ProposalReason::InReview),
        Stage::Published { .. } => Some(ProposalReason::Published),
        Stage::Draft | Stage::Returned(_) => None,
    }
}

fn resolution(decision: PlaceDecision) -> Resolution {
    match decision {
        PlaceDecision::Mine => Resolution::Ours,
        PlaceDecision::Theirs => Resolution::Theirs,
        PlaceDecision::Both => Resolution::Both,
        PlaceDecision::Edited { written } => match written.get("content").and_then(Value::as_array) {
            Some(blocks) if written["type"] == "doc" => Resolution::Edited(Value::Array(blocks.clone())),
            _ => Resolution::Edited(written),
        },
    }
}

fn place(conflict: &Conflict, name_of: &impl Fn(&str, &str) -> String) -> ConflictPlace {
    match conflict {
        Conflict::Field { field, base, ours, theirs } => {
            let words = |value: &Value| match value {
                Value::Null => String::new(),
                Value::String(code) => name_of(field, code),
                other => other.to_string(),
            };
            let base = words(base);
            let (mine, theirs) = (compare_words(&base, &words(ours)), compare_words(&base, &words(theirs)));
            ConflictPlace::Field { field: field.clone(), base, mine, theirs, text: TEXTS.contains(&field.as_str()) }
        }
        Conflict::File { base, ours, theirs, .. } => {
            let title = |file: &Option<Attachment>| file.as_ref().map(|file| file.title.clone());
            ConflictPlace::File { base: title(base), mine: title(ours), theirs: title(theirs) }
        }
        Conflict::Block { base, versions, .. } => {
            let of = |side: Side, otherwise: Option<&Version>| {
                let found = versions.iter().find(|version| version.of == side);
                found.or(otherwise).map(|version| version.content.clone()).unwrap_or_default()
            };
            let (mine, theirs) = (of(Side::Ours, versions.first()), of(Side::Theirs, versions.last()));
            let body = |blocks: &[Value]| if blocks.is_empty() { Value::Null } else { json!({"type": "doc", "content": blocks}) };
            ConflictPlace::Block {
                base: compare_blocks(base, base),
                mine: compare_blocks(base, &mine),
                theirs: compare_blocks(base, &theirs),
                mine_body: body(&mine),
                theirs_body: body(&theirs),
            }
        }
    }
}
