//! What a profile does by itself, out of everyone's way: old revisions are thinned out, the time of things in the trash runs out.
//!
//! Each article is a transaction of its own, so that a save never waits for more than one of them.

use std::{sync::Arc, time::Duration};

use banthao_document::ArticleId;
use banthao_protocol::AppEvent;
use banthao_store::{AsyncDb, Error as StoreError, articles, outbox, revisions, thinning as store_thinning, trash};
use tokio::{task::AbortHandle, time::sleep};

use crate::{
    App,
    app::Inner,
    error::{Result, from_store},
    farewell::{Leave, take_leave},
    keeping::Keeping,
    open::Open,
    thinning,
};

/// After a start: the window has been drawn and the last article is open.
const AFTER_START: Duration = Duration::from_secs(60);
const DAILY: Duration = Duration::from_secs(24 * 60 * 60);

/// The daily work of one open profile; ends when the profile is closed.
pub(crate) struct Housekeeping(AbortHandle);

impl Housekeeping {
    pub fn start(app: &App, db: AsyncDb) -> Self {
        let weak = Arc::downgrade(&app.inner);
        let task = tokio::spawn(async move {
            sleep(AFTER_START).await;
            while let Some(inner) = weak.upgrade() {
                let open = App { inner: Arc::clone(&inner) }.open();
                if let Ok(open) = open
                    && let Err(error) = tidy(&inner, &open, &db).await
                {
                    tracing::warn!(%error, "the daily work was cut short");
                }
                drop(inner);
                sleep(DAILY).await;
            }
        });
        Self(task.abort_handle())
    }
}

impl Drop for Housekeeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl App {
    /// Does the daily work of the open profile now.
    ///
    /// # Errors
    /// When no profile is open, and from the store.
    pub async fn tidy(&self) -> Result<()> {
        let open = self.open()?;
        tidy(&self.inner, &open, &open.db).await.map_err(from_store)
    }
}

async fn tidy(inner: &Arc<Inner>, open: &Open, db: &AsyncDb) -> banthao_store::Result<()> {
    let now_ms = inner.config.world.clock.now_ms();
    let leave = || Leave { portal: open.portal_id(), identity: open.identity(), op_id: inner.config.world.mint.op(), now_ms };
    let (keeping, ids, thrown_away) =
        db.read(|reader| Ok::<_, StoreError>((Keeping::read(reader)?, articles::ids(reader)?, trash::all(reader)?))).await?;
    let mut deleted = Vec::new();
    for id in ids {
        let over = thrown_away.get(&id).is_some_and(|since_ms| keeping.trash_until_ms(*since_ms) <= now_ms);
        let leave = leave();
        if over && db.write(move |writer| expire(writer, id, &keeping, leave)).await? {
            deleted.push(id.to_string());
            continue;
        }
        let surplus = db.read(move |reader| {
            let held = store_thinning::held(reader, id)?;
            Ok::<_, StoreError>(thinning::surplus(&revisions::list(reader, id)?, &held, now_ms, &keeping))
        });
        let surplus = surplus.await?;
        if !surplus.is_empty() {
            // What something has come to stand on since then is known to the store, which keeps it.
            db.write(move |writer| store_thinning::remove(writer, id, &surplus)).await?;
        }
    }
    if !deleted.is_empty() {
        App { inner: Arc::clone(inner) }.emit(AppEvent::ArticlesChanged { articles: deleted });
    }
    Ok(())
}

/// Deletes an article whose time in the trash is over; not while the portal still owes an answer about it, and not when it was taken back meanwhile.
fn expire(writer: &banthao_store::Writer<'_>, id: ArticleId, keeping: &Keeping, leave: Leave) -> banthao_store::Result<bool> {
    let over = trash::since(writer, id)?.is_some_and(|since_ms| keeping.trash_until_ms(since_ms) <= leave.now_ms);
    let may = over && !is_awaited(writer, id)?;
    if may {
        take_leave(writer, id, leave)?;
    }
    Ok(may)
}

/// Whether something of the article is on its way to the portal, or may be.
pub(crate) fn is_awaited(reader: &banthao_store::Reader<'_>, id: ArticleId) -> banthao_store::Result<bool> {
    use outbox::State;
    let entries = outbox::all(reader)?;
    Ok(entries.iter().any(|entry| {
        entry.article == id
            && match entry.state {
                State::Inflight | State::InDoubt | State::Acknowledged => true,
                State::Queued => entry.op_seq.is_some(),
                State::Refused => false,
            }
    }))
}
