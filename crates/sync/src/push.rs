//! From the store to the portal: the texts that a survey found due, and the acts that people queued.

use std::collections::{HashSet, VecDeque};

use banthao_document::OpId;
use banthao_portal_api::{
    Error as PortalError, Support,
    wire::{Act, Operation, Outcome, Problem, PushRequest, Receipt},
};
use banthao_store::{
    Error as StoreError, Reader, Writer, mirrors,
    outbox::{self, Entry, State, Unanswered},
    portals, revisions,
};
use tokio::sync::Notify;
use uuid::Uuid;

use crate::{
    Engine, Error, Notice, Result,
    asked::Asked,
    faults::{self, Fault},
    in_turn::in_turn,
    receipts::{self, Sent},
    shorter::{Form, shorter},
};

/// Operations in one push at most, and bytes of their bodies, whatever a portal would take: what is lost with a line is sent again.
const MOST_OPERATIONS: usize = 500;
const MOST_BYTES: usize = 1 << 20;

/// What a push came to.
#[derive(Debug, Default)]
pub(crate) struct Pushed {
    /// Operations that were answered with an effect or a refusal.
    pub answered: usize,
    /// Whether the answers brought everything that is new on the portal.
    pub is_read_back: bool,
    /// When the next text has rested.
    pub next_due_ms: Option<i64>,
    /// What was sent, whatever became of it.
    tried: HashSet<OpId>,
}

/// What the answer to one batch came to.
struct Answer {
    /// Operations that were answered for good.
    answered: usize,
    /// Whether it brought all that is new.
    is_read_back: bool,
    /// Operations whose delta could not be put together there.
    wanted_whole: Vec<OpId>,
}

impl Engine {
    /// Surveys what is due and sends it with everything whose turn has come, and asks again about what is in doubt. While one page of it is on the
    /// line and at the portal, the next is surveyed: to make revisions of texts takes as long as to send them.
    pub(crate) async fn push(&self) -> Result<Pushed> {
        let mut pushed = Pushed { is_read_back: true, ..Pushed::default() };
        let mut survey = self.survey(None).await?;
        loop {
            pushed.next_due_ms = pushed.next_due_ms.into_iter().chain(survey.next_due_ms).min();
            let departed = Notify::new();
            let sending = async {
                let sent = self.send_in_turn(&mut pushed, &departed).await;
                departed.notify_one();
                sent
            };
            let Some(reached) = survey.reached else {
                sending.await?;
                return Ok(pushed);
            };
            // The store has one writer: a survey that began earlier would hold up what it is to go beside.
            let surveying = async {
                departed.notified().await;
                self.survey(Some(reached)).await
            };
            // Both to their ends: what was surveyed is in the store, whatever became of what was sent.
            let (sent, next) = tokio::join!(sending, surveying);
            sent?;
            survey = next?;
        }
    }

    /// Sends everything in the outbox whose turn has come, once in this push. Says when the first of it is on the line.
    async fn send_in_turn(&self, pushed: &mut Pushed, departed: &Notify) -> Result<()> {
        // From the beginning each time: where everything was read back, positions begin anew.
        let mut position = 0;
        loop {
            let portal = self.portal_id;
            let (mut entries, reached) = self.db.read(move |reader| in_turn(reader, portal, position)).await?;
            let Some(reached) = reached else { return Ok(()) };
            position = reached;
            entries.retain(|entry| pushed.tried.insert(entry.op_id));
            self.send(entries, pushed, departed).await?;
        }
    }

    /// Sends entries, in batches that the portal takes.
    async fn send(&self, entries: Vec<Entry>, pushed: &mut Pushed, departed: &Notify) -> Result<()> {
        let mut batches: VecDeque<(Form, Vec<Entry>)> = self.batches(entries).into_iter().map(|batch| (Form::Short, batch)).collect();
        while let Some((form, mut batch)) = batches.pop_front() {
            match self.send_batch(&batch, form, departed).await {
                Ok(answer) => {
                    pushed.answered += answer.answered;
                    // The last answer tells of everything before it.
                    pushed.is_read_back = answer.is_read_back;
                    if form == Form::Short && !answer.wanted_whole.is_empty() {
                        let wanted = answer.wanted_whole;
                        let again = move |reader: &Reader<'_>| {
                            let found = wanted.iter().map(|op_id| outbox::get(reader, *op_id));
                            found.filter_map(Result::transpose).collect::<Result<_, StoreError>>()
                        };
                        batches.push_front((Form::Whole, self.db.read(again).await?));
                    }
                }
                // The portal refuses the whole request and not an operation in it: whichever it is that it means is found by halving, and the
                // others are not held up by it.
                Err(Error::Portal(PortalError::Rejected(_))) if batch.len() > 1 => {
                    let rest = batch.split_off(batch.len() / 2);
                    batches.push_front((form, rest));
                    batches.push_front((form, batch));
                }
                Err(Error::Portal(PortalError::Rejected(problem))) => {
                    self.refuse(batch, *problem).await?;
                    pushed.answered += 1;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn batches(&self, entries: Vec<Entry>) -> Vec<Vec<Entry>> {
        let limits = self.limits();
        let most = limits.map_or(MOST_OPERATIONS, |limits| limits.max_push_operations.clamp(1, MOST_OPERATIONS));
        let most_bytes = limits.map_or(MOST_BYTES, |limits| limits.max_push_bytes.min(MOST_BYTES));
        let mut batches: Vec<Vec<Entry>> = Vec::new();
        let mut bytes = 0_usize;
        for entry in entries {
            let size = usize::try_from(entry.bytes).unwrap_or(usize::MAX).saturating_add(entry.act.to_string().len());
            match batches.last_mut() {
                Some(batch) if batch.len() < most && bytes.saturating_add(size) <= most_bytes => {
                    bytes += size;
                    batch.push(entry);
                }
                Some(_) | None => {
                    bytes = size;
                    batches.push(vec![entry]);
                }
            }
        }
        batches
    }

    /// Sends one batch.
    async fn send_batch(&self, batch: &[Entry], form: Form, departed: &Notify) -> Result<Answer> {
        let portal = self.portal_id;
        let entries = batch.to_vec();
        let may_be_short = form == Form::Short && self.reads_deltas();
        // Written before the bytes leave: if this process ends here, the next one knows that these may have taken effect.
        let (operations, sent, lost, ack_through, since) = self
            .db
            .write(move |writer| {
                let (mut operations, mut sent, mut lost) = (Vec::new(), Vec::new(), 0);
                for entry in entries {
                    let asked = Asked::of(&entry)?;
                    let Some(act) = act_of(writer, &asked, entry.bytes, may_be_short)? else {
                        // The text went with a part of the store that was damaged. What is on the screen is planned anew.
                        outbox::remove(writer, entry.op_id)?;
                        lost += 1;
                        continue;
                    };
                    let op_seq = match entry.op_seq {
                        Some(op_seq) => op_seq,
                        None => {
                            let op_seq = portals::take_op_seq(writer, portal)?;
                            outbox::number(writer, entry.op_id, portal, op_seq, &entry.act)?;
                            op_seq
                        }
                    };
                    outbox::set_state(writer, entry.op_id, State::Inflight, None)?;
                    operations.push(Operation { op_seq, op_id: entry.op_id, article: entry.article, act });
                    sent.push(Sent { op_id: entry.op_id, article: entry.article, asked });
                }
                let known = portals::get(writer, portal)?;
                let (ack_through, since) = known.map_or((0, None), |row| (row.seen_op_seq, row.cursor));
                Ok::<_, Error>((operations, sent, lost, ack_through, since))
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        if operations.is_empty() {
            return Ok(Answer { answered: lost, is_read_back: false, wanted_whole: Vec::new() });
        }
        let request = PushRequest { device: self.identity.device, ack_through, operations, since };
        departed.notify_one();
        let response = match self.portal.push(&request).await {
            Ok(response) => response,
            Err(error) => {
                self.put_back(&request, &error).await?;
                return Err(error.into());
            }
        };
        let news = response.news;
        let receipts = response.receipts;
        let wanted_whole = receipts.iter().filter(|receipt| receipt.outcome == Outcome::BaseMissing).map(|receipt| receipt.op_id).collect();
        let (answered, articles) = self
            .db
            .write(move |writer| {
                let mut answered = lost;
                let mut articles = Vec::new();
                for receipt in &receipts {
                    let Some(operation) = sent.iter().find(|operation| operation.op_id == receipt.op_id) else { continue };
                    let receipt = match receipts.iter().find(|other| matches!(other.outcome, Outcome::Applied { .. })) {
                        Some(applied) if faults::planted(Fault::AcknowledgesTheBatch) => applied,
                        Some(_) | None => receipt,
                    };
                    answered += receipts::take(writer, portal, operation, receipt)?;
                    articles.push(operation.article);
                }
                Ok::<_, Error>((answered, articles))
            })
            .await?;
        self.observer.notice(Notice::Articles(articles));
        self.observer.notice(Notice::Outbox);
        let brought = news.is_some();
        let has_more = self.take_in(news).await?;
        Ok(Answer { answered, is_read_back: brought && !has_more, wanted_whole })
    }

    /// What the portal would not even read: its operations wait for a person, each with its article and no other.
    async fn refuse(&self, batch: Vec<Entry>, problem: Problem) -> Result<()> {
        self.db
            .write(move |writer| {
                for entry in &batch {
                    let sent = Sent { op_id: entry.op_id, article: entry.article, asked: Asked::of(entry)? };
                    let (op_seq, outcome) = (entry.op_seq.unwrap_or_default(), Outcome::Rejected { problem: problem.clone() });
                    receipts::take(writer, Uuid::nil(), &sent, &Receipt { op_id: entry.op_id, op_seq, replayed: false, outcome })?;
                }
                Ok::<_, Error>(())
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        Ok(())
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
            | PortalError::CursorExpired
            | PortalError::Local(_)
            | PortalError::Rejected(_) => true,
            PortalError::InDoubt | PortalError::Failing { .. } | PortalError::Nonsense => false,
        };
        let ids: Vec<_> = request.operations.iter().map(|operation| operation.op_id).collect();
        self.db
            .write(move |writer| {
                for op_id in ids {
                    // An entry that was in doubt before this attempt stays so: that this one did not arrive says nothing of that one.
                    if faults::planted(Fault::DropsWhatIsInDoubt) && !nothing_happened {
                        outbox::remove(writer, op_id)?;
                        continue;
                    }
                    let was_in_doubt = outbox::is_doubted(writer, op_id)?;
                    let state = if nothing_happened && !was_in_doubt { State::Queued } else { State::InDoubt };
                    outbox::set_state(writer, op_id, state, None)?;
                }
                Ok::<_, StoreError>(())
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        Ok(())
    }

    /// Whether the portal answers a repeated operation with its first receipt. Where it does not, this machine looks at what the portal has
    /// before it sends again.
    pub(crate) fn may_send_again_unseen(&self) -> bool {
        match self.portal.capabilities().receipts {
            Support::Guaranteed => true,
            Support::Emulated | Support::Absent => false,
        }
    }

    /// Settles what is in doubt by looking: a text that the portal's history shows as its head has arrived.
    pub(crate) async fn look_for_the_doubted(&self) -> Result<()> {
        let portal = self.portal_id;
        let found = self
            .db
            .write(move |writer| {
                let mut found = 0;
                for Unanswered { entry, .. } in outbox::unanswered(writer, portal, 0, usize::MAX >> 1)? {
                    if entry.state != State::InDoubt {
                        continue;
                    }
                    let Ok(Asked::Text(text)) = Asked::of(&entry) else { continue };
                    let head = mirrors::get(writer, portal, entry.article)?.and_then(|mirror| mirror.head);
                    if let Some(head) = head
                        && revisions::descends(writer, head, text.head())?
                    {
                        outbox::remove(writer, entry.op_id)?;
                        found += 1;
                    }
                }
                Ok::<_, Error>(found)
            })
            .await?;
        if found > 0 {
            self.observer.notice(Notice::Outbox);
        }
        Ok(())
    }
}

/// What goes over the wire for what is asked; none for a text that the store has lost.
fn act_of(writer: &Writer<'_>, asked: &Asked, bytes: u64, may_be_short: bool) -> Result<Option<Act>> {
    let text = match asked {
        Asked::Act(act) => return Ok(Some(act.clone())),
        Asked::Text(text) => text,
    };
    let Some(revision) = text.revision(writer)? else { return Ok(None) };
    if let Some(base) = text.base.filter(|_| may_be_short)
        && let Some(short) = shorter(writer, base, &revision, bytes)?
    {
        return Ok(Some(short));
    }
    Ok(Some(Act::PutRevision { base: text.base, revision: Box::new(revision) }))
}
