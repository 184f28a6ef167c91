//! From the portal's history into the store.

use std::collections::BTreeSet;

use banthao_document::{ArticleId, RevisionId};
use banthao_portal_api::{
    Error as PortalError,
    wire::{ChangeKind, PullPage},
};
use banthao_store::{outbox, portals, revisions};

use crate::{
    Engine, Error, Notice, Result,
    apply::{self, Taken},
    deletions,
    faults::{self, Fault},
};

/// Changes in one page.
const PAGE: usize = 200;

impl Engine {
    /// Takes in everything that happened on the portal, then carries out what it deleted.
    pub(crate) async fn pull(&self) -> Result<()> {
        let mut has_begun_anew = false;
        loop {
            let id = self.portal_id;
            let cursor = self.db.read(move |reader| Ok::<_, Error>(portals::get(reader, id)?.and_then(|portal| portal.cursor))).await?;
            let page = match self.portal.pull(cursor.as_deref(), PAGE).await {
                Ok(page) => page,
                Err(PortalError::CursorExpired) if cursor.is_some() && !has_begun_anew => {
                    // The portal's history starts anew: it was restored, or this machine was away for longer than deletions are remembered.
                    // What is here stays; the next pages say what is there.
                    has_begun_anew = true;
                    self.meet().await?;
                    self.db.write(move |writer| portals::rewind(writer, id)).await?;
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            if !self.take_in(page).await? {
                break;
            }
        }
        let portal = self.portal_id;
        // Kept in the store: the turn that learnt of it may have ended before it came to ask.
        if has_begun_anew || self.db.read(move |reader| portals::may_have_lost(reader, portal)).await? {
            self.ask_what_is_lost().await?;
            self.db.write(move |writer| portals::was_asked(writer, portal)).await?;
        }
        self.settle_deletions().await
    }

    /// Nothing is new, and so the count of our own operations that the portal told last still holds: a receipt that came after it may be of an
    /// operation within it.
    async fn confirm_what_was_told(&self) -> Result<()> {
        let id = self.portal_id;
        let confirmed = self
            .db
            .write(move |writer| {
                let told = portals::get(writer, id)?.map_or(0, |portal| portal.seen_op_seq);
                Ok::<_, Error>(outbox::confirm(writer, id, told)?)
            })
            .await?;
        if confirmed > 0 {
            self.observer.notice(Notice::Outbox);
        }
        Ok(())
    }

    /// Takes in a page, if there is one; its changes and its cursor commit together. Says whether there is more.
    pub(crate) async fn take_in(&self, page: Option<PullPage>) -> Result<bool> {
        let Some(mut page) = page else {
            self.confirm_what_was_told().await?;
            return Ok(false);
        };
        self.complete(&mut page).await?;
        let (id, identity, now_ms, has_more) = (self.portal_id, self.identity, self.clock.now_ms(), page.has_more);
        self.tell_time(page.server_time_ms);
        if faults::planted(Fault::KeepsTheCursorFirst) {
            let (cursor, seen) = (page.next_cursor.clone(), page.last_op_seq);
            self.db.write(move |writer| Ok::<_, Error>(portals::advance(writer, id, &cursor, seen)?)).await?;
        }
        let (changed, revived, confirmed) = self
            .db
            .write(move |writer| {
                let (mut changed, mut revived) = (Vec::new(), Vec::new());
                for change in &page.changes {
                    match apply::change(writer, id, &identity, change, now_ms)? {
                        Some(Taken::Changed(article)) => changed.push(article),
                        Some(Taken::Revived(article)) => {
                            changed.push(article);
                            revived.push(article);
                        }
                        Some(Taken::Withheld) | None => {}
                    }
                }
                portals::advance(writer, id, &page.next_cursor, page.last_op_seq)?;
                let confirmed = outbox::confirm(writer, id, page.last_op_seq)?;
                Ok::<_, Error>((changed, revived, confirmed))
            })
            .await?;
        self.tell_articles(changed);
        if !revived.is_empty() {
            self.observer.notice(Notice::Revived(revived));
        }
        if confirmed > 0 {
            self.observer.notice(Notice::Outbox);
        }
        Ok(has_more)
    }

    /// Fetches the heads that the page leaves out because this device sent them, where this device has lost them since.
    async fn complete(&self, page: &mut PullPage) -> Result<()> {
        let left_out = page.changes.iter().filter_map(|change| match &change.kind {
            ChangeKind::Article(now) if now.revision.is_none() => Some(now.head),
            ChangeKind::Article(_) | ChangeKind::Tombstone { .. } | ChangeKind::Unknown(_) => None,
        });
        let left_out: Vec<RevisionId> = left_out.collect();
        if left_out.is_empty() {
            return Ok(());
        }
        // All in one look, and none of them is read for it.
        let lost: BTreeSet<RevisionId> = self
            .db
            .read(move |reader| {
                let looked_for = left_out.into_iter().map(|head| Ok(revisions::content_hash(reader, head)?.is_none().then_some(head)));
                looked_for.filter_map(Result::transpose).collect::<Result<_>>()
            })
            .await?;
        for change in &mut page.changes {
            let ChangeKind::Article(now) = &mut change.kind else { continue };
            if lost.contains(&now.head) {
                now.revision = Some(Box::new(self.portal.revision(change.article, now.head).await?));
            }
        }
        Ok(())
    }

    /// Carries out the deletions that the pull told of, unless they are many.
    async fn settle_deletions(&self) -> Result<()> {
        let (portal, now_ms) = (self.portal_id, self.clock.now_ms());
        let none = self.db.read(move |reader| Ok::<_, Error>(banthao_store::withheld::count(reader, portal)? == 0)).await?;
        if none {
            return Ok(());
        }
        let carried = self.db.write(move |writer| deletions::settle(writer, portal, None, now_ms)).await?;
        if carried.withheld > 0 {
            self.observer.notice(Notice::Withheld(carried.withheld));
        }
        self.tell_articles([carried.retired.clone(), carried.kept.clone()].concat());
        if !carried.retired.is_empty() {
            self.observer.notice(Notice::Retired(carried.retired));
        }
        if !carried.kept.is_empty() {
            self.observer.notice(Notice::Kept(carried.kept));
        }
        Ok(())
    }

    pub(crate) fn tell_articles(&self, articles: Vec<ArticleId>) {
        if !articles.is_empty() {
            self.observer.notice(Notice::Articles(articles));
        }
    }
}
