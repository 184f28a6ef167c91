//! How a profile is taken up after the process before this one ended, cleanly or not.
//!
//! A profile that is open says so in its database, and takes that back when it is closed. Where the word still stands at a start, the process before
//! had no chance to say goodbye: every journal is replayed onto the content it was typed from, and what thereby became other than it was is
//! remembered until a person has looked at it. Whether the file itself took harm is asked beside the start, never before it.

use std::sync::{Mutex, PoisonError};

use banthao_document::{ArticleContent, ArticleId};
use banthao_protocol::CheckState;
use banthao_store::{
    Db, Error as StoreError, Result, Writer, articles, journal as rows,
    recoveries::{self, Recovery},
    revisions::Origin,
    settings::Setting,
};
use banthao_sync::{Identity, checkpoint::checkpoint};
use uuid::Uuid;

use crate::{
    journal::{self, Journal, settle},
    words,
};

/// Stands while a process has the profile open.
const OPENED: Setting<bool> = Setting::named("opened");

/// How the process before this one left the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// It closed it.
    Clean,
    /// It was killed, or the power went.
    Unclean,
}

/// What the check of the database found, as far as it has come.
pub(crate) struct Health(Mutex<CheckState>);

impl Health {
    pub fn new(state: CheckState) -> Self {
        Self(Mutex::new(state))
    }

    pub fn get(&self) -> CheckState {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn set(&self, state: CheckState) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

/// Takes a profile up: replays every journal that is left, and says that the profile is open. A disk that is too full for either keeps nobody out: the
/// journals stay where they are until there is room.
pub(crate) fn begin(db: &Db, identity: &Identity, portal: Option<Uuid>, now_ms: i64) -> Result<End> {
    let (opened, left) = db.read(|reader| Ok::<_, StoreError>((OPENED.get(reader)?, rows::articles(reader)?)))?;
    let end = if opened == Some(true) { End::Unclean } else { End::Clean };
    let mut whole = true;
    for article in left {
        if let Err(error) = db.write(|writer| recover(writer, article, identity, portal, now_ms)) {
            tracing::warn!(%error, "a journal could not be replayed yet");
            whole = false;
        }
    }
    if opened != Some(true)
        && let Err(error) = db.write(|writer| OPENED.set(writer, &true))
    {
        tracing::warn!(%error, whole, "the profile could not be marked as open");
    }
    Ok(end)
}

/// Puts a profile down: everything typed is in its content and the profile no longer says that it is open.
pub(crate) fn end(db: &Db, portal: Option<Uuid>, now_ms: i64) -> Result<()> {
    db.write(|writer| {
        for article in rows::articles(writer)? {
            settle(writer, article, portal, now_ms)?;
        }
        OPENED.clear(writer)
    })
}

/// Replays one article's journal and remembers what it changed, with both texts as revisions.
fn recover(writer: &Writer<'_>, id: ArticleId, identity: &Identity, portal: Option<Uuid>, now_ms: i64) -> Result<()> {
    let revision = |article| checkpoint(writer, article, identity, Origin::Autosave, now_ms).map_err(store_error);
    let unfolded = match journal::unfold(writer, id)? {
        Journal::Empty => return Ok(()),
        Journal::Leads(unfolded) => unfolded,
        Journal::Unfit(reason) => {
            journal::put_aside(writer, id, reason, now_ms)?;
            return recoveries::remember(writer, &Recovery { article: id, before: None, after: None, recovered_ms: now_ms });
        }
    };
    let differs = !words::parts(&unfolded.before.content, &unfolded.content).is_empty();
    let before = if differs { revision(&unfolded.before)? } else { None };
    journal::write(writer, &unfolded, portal)?;
    if differs && let Some(article) = articles::get(writer, id)? {
        let after = revision(&article)?;
        recoveries::remember(writer, &Recovery { article: id, before, after, recovered_ms: now_ms })?;
    }
    Ok(())
}

/// Puts the text that was last written whole back in the place of what came back, which stays in the history.
pub(crate) fn go_back(writer: &Writer<'_>, recovery: &Recovery, identity: &Identity, now_ms: i64) -> Result<()> {
    let Some(article) = articles::get(writer, recovery.article)? else { return Ok(()) };
    checkpoint(writer, &article, identity, Origin::Autosave, now_ms).map_err(store_error)?;
    let before = match recovery.before {
        Some(before) => match banthao_store::revisions::get(writer, before)? {
            Some(revision) => revision.content,
            None => return Err(StoreError::Damaged("revision")),
        },
        None => ArticleContent::empty(&article.content.kind),
    };
    articles::save(writer, recovery.article, &before, &serde_json::Value::Null, now_ms)?;
    Ok(())
}

fn store_error(error: banthao_sync::Error) -> StoreError {
    match error {
        banthao_sync::Error::Store(error) => error,
        banthao_sync::Error::Portal(error) => StoreError::Defect(error.to_string()),
    }
}
