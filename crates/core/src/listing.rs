//! Keeps the store's listing true.
//!
//! The store notes which articles have changed; only this crate can say where an article is. So before a list is answered, what is due is derived
//! and put: everything when it is little, and otherwise a part now and the rest in the background. The listing only says which articles to show and
//! in which order; their status is derived again for the rows that are shown.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use banthao_document::{BlobId, ContentHash};
use banthao_protocol::{AppEvent, ErrorCode, Shelf, StateFilter, Status};
use banthao_store::{
    Error as StoreError, Reader, Writer, articles,
    listing::{self, Change, Due, Entry, Row},
    search::{Holdings, Text},
    settings::Setting,
};

use crate::{
    App,
    error::{Result, from_store},
    handlers::around,
    open::Open,
    status::{Surroundings, Whereabouts},
};

/// Grows with every change of how a row or the words of an article are derived.
const VERSION: u32 = 1;
/// Rows that an answer waits for.
const AT_ONCE: u32 = 500;
/// Rows of one transaction while nobody waits.
const IN_THE_BACKGROUND: u32 = 2000;

/// By whose eyes and whose rules the rows were derived.
const DERIVED_FOR: Setting<(u32, ContentHash)> = Setting::named("listing_derived_for");
/// Media that the portal had refused then.
const REFUSED: Setting<Vec<BlobId>> = Setting::named("listing_refused_media");

/// Whether the rest of what is due is being derived already.
#[derive(Default)]
pub(crate) struct Keeper {
    is_busy: AtomicBool,
}

/// A list's name in the store.
pub(crate) fn shelf_name(shelf: Shelf) -> &'static str {
    match shelf {
        Shelf::Drafts => "drafts",
        Shelf::Sent => "sent",
        Shelf::Mine => "mine",
        Shelf::Published => "published",
        Shelf::Trash => "trash",
        Shelf::All => "all",
    }
}

/// The lists that are shown together as one. This is where the trash stays out of what is looked through.
pub(crate) fn shelves(shelf: Shelf) -> Vec<&'static str> {
    match shelf {
        Shelf::All => [Shelf::Drafts, Shelf::Sent, Shelf::Mine, Shelf::Published].map(shelf_name).to_vec(),
        Shelf::Drafts | Shelf::Sent | Shelf::Mine | Shelf::Published | Shelf::Trash => vec![shelf_name(shelf)],
    }
}

/// The name of a class of status in the store.
pub(crate) fn state_name(state: StateFilter) -> &'static str {
    match state {
        StateFilter::OnDevice => "on_device",
        StateFilter::Sending => "sending",
        StateFilter::Received => "received",
        StateFilter::InReview => "in_review",
        StateFilter::Returned => "returned",
        StateFilter::Published => "published",
        StateFilter::Trouble => "trouble",
    }
}

fn class(status: &Status) -> StateFilter {
    match status {
        Status::OnDevice => StateFilter::OnDevice,
        Status::Sending { .. } | Status::SubmitQueued | Status::DecisionQueued { .. } => StateFilter::Sending,
        Status::Received { .. } => StateFilter::Received,
        Status::InReview { .. } => StateFilter::InReview,
        Status::Returned { .. } => StateFilter::Returned,
        Status::Published { .. } => StateFilter::Published,
        Status::NeedsChoice | Status::Refused { .. } => StateFilter::Trouble,
    }
}

/// Brings the listing up to date as far as an answer may wait for it, and has the rest done afterwards.
pub(crate) async fn settle(app: &App, open: &Arc<Open>) -> Result<()> {
    let left = match settle_some(open, AT_ONCE).await {
        // Without room on the disk the rows stay as they were, and a list of yesterday is better than none.
        Err(error) if matches!(error.code, ErrorCode::DiskFull | ErrorCode::StorageFailed) => return Ok(()),
        settled => settled?,
    };
    if left == 0 || open.listing.is_busy.swap(true, Ordering::AcqRel) {
        return Ok(());
    }
    let (app, open) = (app.clone(), Arc::clone(open));
    tokio::spawn(async move {
        let settled = settle_all(&open).await;
        open.listing.is_busy.store(false, Ordering::Release);
        match settled {
            // No article is named: what changed is how many there are on each list.
            Ok(()) => app.emit(AppEvent::ArticlesChanged { articles: Vec::new() }),
            Err(error) => tracing::warn!(code = ?error.code, "the listing was not brought up to date"),
        }
    });
    Ok(())
}

/// Brings the listing up to date to the last row.
pub(crate) async fn settle_all(open: &Open) -> Result<()> {
    while settle_some(open, IN_THE_BACKGROUND).await? > 0 {}
    Ok(())
}

/// Derives some of what is due; says how much is left.
async fn settle_some(open: &Open, at_most: u32) -> Result<u32> {
    let around = around(open).await?;
    let due = open.db.read(move |reader| {
        let around = around(reader)?;
        let is_true = is_derived_for(reader, &around)? && listing::count_due(reader)? == 0;
        Ok::<_, StoreError>((!is_true).then_some(around))
    });
    let Some(around) = due.await.map_err(from_store)? else { return Ok(0) };
    let settled = open.db.write(move |writer| {
        // Others may have written in between: the outbox is read again with the rest.
        let around = around.again(writer)?;
        recognise(writer, &around)?;
        let entries =
            listing::due(writer, at_most)?.into_iter().map(|due| derive(writer, due, &around)).collect::<Result<_, StoreError>>()?;
        listing::put(writer, entries)?;
        listing::count_due(writer)
    });
    settled.await.map_err(from_store)
}

/// At the opening of a profile: rows that were derived for someone else are not to be taken for this person's.
pub(crate) async fn meet(open: &Open) -> Result<()> {
    let around = around(open).await?;
    let met = open.db.run(move |db| {
        let around = db.read(around)?;
        if db.read(|reader| is_derived_for(reader, &around))? { Ok(()) } else { db.write(|writer| recognise(writer, &around)) }
    });
    match met.await {
        // A disk without room lets a profile open all the same; the rows are doubted at the first list.
        Ok(()) | Err(StoreError::DiskFull | StoreError::Failing(_)) => Ok(()),
        Err(error) => Err(from_store(error)),
    }
}

/// Doubts every row when they were derived for someone else, another portal or another catalogue.
fn recognise(writer: &Writer<'_>, around: &Surroundings) -> banthao_store::Result<()> {
    let refused = refused(around);
    if REFUSED.get(writer)?.unwrap_or_default() != refused {
        listing::doubt_waiting(writer)?;
        REFUSED.set(writer, &refused)?;
    }
    match DERIVED_FOR.get(writer)? {
        Some((VERSION, eyes)) if eyes == eyes_of(around) => return Ok(()),
        Some((VERSION, _)) => listing::doubt_all(writer)?,
        Some(_) | None => listing::start_anew(writer)?,
    }
    DERIVED_FOR.set(writer, &(VERSION, eyes_of(around)))
}

fn is_derived_for(reader: &Reader<'_>, around: &Surroundings) -> banthao_store::Result<bool> {
    Ok(DERIVED_FOR.get(reader)? == Some((VERSION, eyes_of(around))) && REFUSED.get(reader)?.unwrap_or_default() == refused(around))
}

/// Everything that a row is derived from and that is not the article's own.
fn eyes_of(around: &Surroundings) -> ContentHash {
    ContentHash::of(serde_json::json!([around.portal, around.account, around.catalogue]).to_string().as_bytes())
}

fn refused(around: &Surroundings) -> Vec<BlobId> {
    around.refused_media.iter().map(|(blob, _)| *blob).collect()
}

/// What the rows of an article are to be now.
pub(crate) fn derive(reader: &Reader<'_>, due: Due, around: &Surroundings) -> banthao_store::Result<Entry> {
    let Some(article) = articles::get(reader, due.article)? else {
        return Ok(Entry { change: Change::Remove(due.article), text: None });
    };
    let at = Whereabouts::read(reader, due.article, article.content_hash, around)?;
    let text = due.text.then(|| Text::of(&article.content));
    let holds = Holdings::of(&article.content);
    let section_name = article.content.section.as_ref().map(|code| around.section_name(code)).unwrap_or_default();
    let row = Row {
        article: due.article,
        shelf: shelf_name(at.shelf(around)),
        state: state_name(class(&at.status(around))),
        kind: article.content.kind,
        section: article.content.section,
        section_name,
        author: at.author(around),
        title: article.content.title,
        holds,
        waits: at.may_wait(),
        changed_ms: article.saved_ms,
    };
    Ok(Entry { change: Change::Put(Box::new(row)), text })
}
