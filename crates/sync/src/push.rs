//! From the store to the portal: texts that the plan says are due, and the acts that people queued.

use banthao_document::ArticleId;
use banthao_portal_api::{
    Error as PortalError,
    wire::{Act, Operation, Outcome, Problem, ProblemType, PushRequest, Receipt},
};
use banthao_store::{
    Error as StoreError, Reader, Writer,
    articles::{self, Article},
    journal, media,
    milestones::{self, Milestone},
    mirrors,
    outbox::{self, Entry, State},
    portals,
    revisions::{self, Origin},
    trash,
};
use serde_json::Value;

use crate::{
    Engine, Error, MirrorState, Notice, Result,
    checkpoint::checkpoint,
    plan::{Action, Local, Remote, plan},
};

/// How long an article must have rested before its text is sent, milliseconds: long enough not to send every half sentence, short enough that
/// a lid closed in haste leaves little behind.
pub const REST_MS: i64 = 2_000;

/// Operations in one push.
const BATCH: usize = 100;

/// What a round of texts came to.
pub(crate) struct Texts {
    /// Operations that were answered.
    pub sent: usize,
    /// When the next text has rested.
    pub next_due_ms: Option<i64>,
}

impl Engine {
    /// Sends every text that has rested, and asks again about those in doubt.
    pub(crate) async fn push_texts(&self) -> Result<Texts> {
        let (portal, identity, now_ms, mint) = (self.portal_id, self.identity, self.clock.now_ms(), self.mint.clone());
        let (due, next_due_ms) = self
            .db
            .write(move |writer| {
                let entries = outbox::all(writer)?;
                let thrown_away = trash::all(writer)?;
                let mut due = Vec::new();
                let mut next: Option<i64> = None;
                for id in articles::ids(writer)? {
                    let of_article: Vec<&Entry> = entries.iter().filter(|entry| entry.article == id).collect();
                    if let Some(unsettled) = of_article.iter().find(|entry| is_text(entry) && is_unsettled(entry.state)) {
                        due.push((*unsettled).clone());
                        continue;
                    }
                    let Some(article) = articles::get(writer, id)? else { continue };
                    if thrown_away.contains_key(&id) {
                        continue;
                    }
                    if !is_ours(writer, &article, portal, &identity)? {
                        continue;
                    }
                    let awaited = of_article.iter().any(|entry| !is_text(entry) && entry.state == State::Queued);
                    // What is still in the journal is not in this text: someone is typing it.
                    let typed_ms = journal::end(writer, id)?.map_or(article.saved_ms, |end| end.typed_ms);
                    let rested_ms = typed_ms + REST_MS;
                    // A clock that was set back must not hold a text for ever, so a save “in the future” has rested.
                    if !awaited && (typed_ms..rested_ms).contains(&now_ms) {
                        if is_due(writer, &article, portal)? {
                            next = Some(next.map_or(rested_ms, |other| other.min(rested_ms)));
                        }
                        continue;
                    }
                    if let Some(act) = text_to_send(writer, &article, portal, &identity, now_ms)? {
                        let superseded = of_article.iter().filter(|entry| is_text(entry) && entry.state == State::Refused);
                        let mut refused_before = false;
                        for old in superseded {
                            // The same revision would be refused again; a new one replaces what was refused.
                            if old.act == act {
                                refused_before = true;
                            } else {
                                outbox::remove(writer, old.op_id)?;
                            }
                        }
                        if refused_before {
                            continue;
                        }
                        let entry = Entry {
                            op_id: mint.op(),
                            portal: Some(portal),
                            article: id,
                            op_seq: None,
                            act,
                            state: State::Queued,
                            problem: None,
                            created_ms: now_ms,
                        };
                        outbox::add(writer, &entry)?;
                        due.push(entry);
                    }
                }
                Ok::<_, Error>((due, next))
            })
            .await?;
        let sent = self.send(due).await?;
        Ok(Texts { sent, next_due_ms })
    }

    /// Sends the acts whose article's text and media are on the portal.
    pub(crate) async fn push_acts(&self) -> Result<usize> {
        let portal = self.portal_id;
        let due = self
            .db
            .read(move |reader| {
                let entries = outbox::all(reader)?;
                let mut due: Vec<Entry> = Vec::new();
                let mut held: Vec<ArticleId> = Vec::new();
                for entry in entries {
                    // One article's chain goes in order, and a refused or unsettled entry holds back only what follows it in that article.
                    if entry.state == State::Acknowledged || held.contains(&entry.article) {
                        continue;
                    }
                    if !is_text(&entry) && entry.state != State::Refused && is_sendable(reader, &entry, portal)? {
                        due.push(entry.clone());
                    }
                    held.push(entry.article);
                }
                Ok::<_, Error>(due)
            })
            .await?;
        self.send(due).await
    }

    /// Sends entries in batches; returns how many were answered with an effect or a refusal.
    async fn send(&self, entries: Vec<Entry>) -> Result<usize> {
        let mut answered = 0;
        for batch in entries.chunks(BATCH) {
            answered += self.send_batch(batch.to_vec()).await?;
        }
        Ok(answered)
    }

    async fn send_batch(&self, batch: Vec<Entry>) -> Result<usize> {
        if batch.is_empty() {
            return Ok(0);
        }
        let portal = self.portal_id;
        // Written before the bytes leave: if this process ends here, the next one knows that these may have taken effect.
        let (operations, ack_through) = self
            .db
            .write(move |writer| {
                let mut operations = Vec::new();
                for entry in batch {
                    let op_seq = match entry.op_seq {
                        Some(op_seq) => op_seq,
                        None => {
                            let op_seq = portals::take_op_seq(writer, portal)?;
                            outbox::number(writer, entry.op_id, portal, op_seq)?;
                            op_seq
                        }
                    };
                    outbox::set_state(writer, entry.op_id, State::Inflight, None)?;
                    let act: Act = serde_json::from_value(entry.act).map_err(StoreError::from)?;
                    operations.push(Operation { op_seq, op_id: entry.op_id, article: entry.article, act });
                }
                let ack_through = portals::get(writer, portal)?.map_or(0, |row| row.seen_op_seq);
                Ok::<_, Error>((operations, ack_through))
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        let request = PushRequest { device: self.identity.device, ack_through, operations, since: None };
        let response = match self.portal.push(&request).await {
            Ok(response) => response,
            Err(error) => {
                self.put_back(&request, &error).await?;
                return Err(error.into());
            }
        };
        let (answered, articles) = self
            .db
            .write(move |writer| {
                let mut answered = 0;
                let mut articles = Vec::new();
                for receipt in &response.receipts {
                    let Some(operation) = request.operations.iter().find(|operation| operation.op_id == receipt.op_id) else { continue };
                    answered += take_receipt(writer, portal, operation, receipt)?;
                    articles.push(operation.article);
                }
                Ok::<_, Error>((answered, articles))
            })
            .await?;
        self.observer.notice(Notice::Articles(articles));
        self.observer.notice(Notice::Outbox);
        Ok(answered)
    }

    /// After a push without an answer: certain failures leave the entries queued, all others in doubt. Neither is ever dropped.
    async fn put_back(&self, request: &PushRequest, error: &PortalError) -> Result<()> {
        let nothing_happened = match error {
            PortalError::Unreachable
            | PortalError::Captive
            | PortalError::Untrusted
            | PortalError::BadAddress
            | PortalError::AuthRequired
            | PortalError::WrongCredentials
            | PortalError::Incompatible { .. }
            | PortalError::Busy { .. }
            | PortalError::Local(_)
            | PortalError::CursorExpired => true,
            PortalError::InDoubt | PortalError::Failing { .. } | PortalError::Nonsense | PortalError::Rejected(_) => false,
        };
        let ids: Vec<_> = request.operations.iter().map(|operation| operation.op_id).collect();
        let state = if nothing_happened { State::Queued } else { State::InDoubt };
        self.db
            .write(move |writer| {
                for op_id in ids {
                    outbox::set_state(writer, op_id, state, None)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        Ok(())
    }
}

fn is_text(entry: &Entry) -> bool {
    entry.act["act"] == "put_revision"
}

fn is_unsettled(state: State) -> bool {
    match state {
        State::Queued | State::Inflight | State::InDoubt => true,
        State::Acknowledged | State::Refused => false,
    }
}

/// Only one's own articles are sent; those of others are here to be read and decided about.
fn is_ours(reader: &Reader<'_>, article: &Article, portal: uuid::Uuid, identity: &crate::Identity) -> Result<bool> {
    let mirror = mirrors::get(reader, portal, article.id)?;
    let owner = mirror.and_then(|mirror| MirrorState::read(mirror.state.as_ref())).map(|state| state.owner.id);
    Ok(owner.is_none() || owner == identity.account)
}

/// Whether there is anything to send of this article, rested or not.
fn is_due(reader: &Reader<'_>, article: &Article, portal: uuid::Uuid) -> Result<bool> {
    let mirror = mirrors::get(reader, portal, article.id)?;
    let Some(agreed) = mirror.and_then(|mirror| mirror.agreed) else { return Ok(true) };
    Ok(revisions::content_hash(reader, agreed)? != Some(article.content_hash))
}

/// The act that sends the article's text, if the plan says so.
fn text_to_send(
    writer: &Writer<'_>,
    article: &Article,
    portal: uuid::Uuid,
    identity: &crate::Identity,
    now_ms: i64,
) -> Result<Option<Value>> {
    let mirror = mirrors::get(writer, portal, article.id)?;
    let agreed = mirror.as_ref().and_then(|mirror| mirror.agreed);
    let remote = match mirror.as_ref().and_then(|mirror| mirror.head) {
        None => Remote::Absent,
        Some(head) if Some(head) == agreed => Remote::Unchanged,
        Some(_) => Remote::Edited,
    };
    let local = if remote != Remote::Absent && !is_due(writer, article, portal)? { Local::Unchanged } else { Local::Edited };
    if plan(local, remote) != Action::Push {
        return Ok(None);
    }
    let Some(head) = checkpoint(writer, article, identity, Origin::Autosave, now_ms)? else { return Ok(None) };
    let Some(revision) = revisions::get(writer, head)? else { return Ok(None) };
    // A portal that was restored to before the article's time knows no base: there it begins anew.
    let base = if remote == Remote::Absent { None } else { agreed };
    let act = Act::PutRevision { base, revision: Box::new(revision) };
    Ok(Some(serde_json::to_value(act).map_err(StoreError::from)?))
}

/// Whether an act's turn has come: what it is about is on the portal, text and media.
fn is_sendable(reader: &Reader<'_>, entry: &Entry, portal: uuid::Uuid) -> Result<bool> {
    let act: Act = serde_json::from_value(entry.act.clone()).map_err(StoreError::from)?;
    match act {
        Act::Submit { revision, .. } => {
            let mirror = mirrors::get(reader, portal, entry.article)?;
            let agreed = mirror.filter(|mirror| mirror.head.is_some()).and_then(|mirror| mirror.agreed);
            let media_there = match revisions::get(reader, revision)? {
                Some(revision) => {
                    let mut there = true;
                    for blob in revision.content.blobs() {
                        there &= media::is_uploaded(reader, portal, blob)? || media::get(reader, blob)?.is_none();
                    }
                    there
                }
                None => false,
            };
            Ok(agreed == Some(revision) && media_there)
        }
        Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. } | Act::Delete { .. } => Ok(true),
        Act::PutRevision { .. } | Act::PutDelta { .. } => Ok(false),
    }
}

/// Obeys one receipt; returns 1 unless the operation has to be sent again.
fn take_receipt(writer: &Writer<'_>, portal: uuid::Uuid, operation: &Operation, receipt: &Receipt) -> Result<usize> {
    let op_id = operation.op_id;
    match &receipt.outcome {
        Outcome::Applied { seq, missing_blobs } => {
            if let Act::PutRevision { revision, .. } = &operation.act {
                milestones::note(writer, revision.id(), Milestone::Received, revision.made_at_ms)?;
                let known = mirrors::get(writer, portal, operation.article)?;
                if known.as_ref().is_none_or(|mirror| mirror.seq <= *seq) {
                    let head = revision.id();
                    let state = known.and_then(|mirror| mirror.state);
                    mirrors::put(
                        writer,
                        portal,
                        operation.article,
                        &mirrors::Mirror { agreed: Some(head), head: Some(head), seq: *seq, state },
                    )?;
                }
            }
            for blob in missing_blobs {
                media::forget_upload(writer, portal, *blob)?;
            }
            outbox::set_state(writer, op_id, State::Acknowledged, None)?;
            Ok(1)
        }
        Outcome::Blocked { missing_blobs } => {
            for blob in missing_blobs {
                media::forget_upload(writer, portal, *blob)?;
            }
            outbox::set_state(writer, op_id, State::Queued, None)?;
            Ok(0)
        }
        // Only a delta is answered so, and none is sent.
        Outcome::BaseMissing => {
            outbox::set_state(writer, op_id, State::Queued, None)?;
            Ok(0)
        }
        Outcome::Conflict { head } => {
            match operation.act {
                // Nothing took effect; the next pull brings the other head and the plan takes it from there.
                Act::PutRevision { .. } | Act::PutDelta { .. } => {
                    outbox::remove(writer, op_id)?;
                    if head.is_none() {
                        // A portal restored from a backup older than the article: it gets it as a new one.
                        mirrors::put(
                            writer,
                            portal,
                            operation.article,
                            &mirrors::Mirror { agreed: None, head: None, seq: 0, state: None },
                        )?;
                    }
                }
                Act::Delete { .. } | Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. } => {
                    let problem = Problem::new(ProblemType::WrongStage, "the text changed after it was read");
                    refuse(writer, op_id, &problem)?;
                }
            }
            Ok(1)
        }
        Outcome::Rejected { problem } => {
            refuse(writer, op_id, problem)?;
            Ok(1)
        }
    }
}

fn refuse(writer: &Writer<'_>, op_id: banthao_document::OpId, problem: &Problem) -> Result<()> {
    let problem = serde_json::to_value(problem).map_err(StoreError::from)?;
    outbox::set_state(writer, op_id, State::Refused, Some(&problem))?;
    Ok(())
}
