//! From the store to the portal: the texts that a survey found due, and the acts that people queued.

use std::collections::VecDeque;

use banthao_document::OpId;
use banthao_portal_api::{
    Error as PortalError, Support,
    wire::{Act, Operation, Outcome, Problem, PushRequest, Receipt},
};
use banthao_store::{
    Error as StoreError, Reader, mirrors,
    outbox::{self, Entry, State, Unanswered},
    portals, revisions,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Engine, Error, Notice, Result,
    faults::{self, Fault},
    in_turn::in_turn,
    receipts,
    shorter::{Form, shorter},
    survey::is_text,
};

/// Operations in one push at most, and bytes of their bodies, whatever a portal would take: what is lost with a line is sent again.
const MOST_OPERATIONS: usize = 500;
const MOST_BYTES: usize = 1 << 20;

/// What sending came to.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Sent {
    /// Operations that were answered with an effect or a refusal.
    pub answered: usize,
    /// Whether the answers brought everything that is new on the portal.
    pub is_read_back: bool,
    /// When the next text has rested.
    pub next_due_ms: Option<i64>,
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
    /// Surveys what is due and sends it with everything whose turn has come, and asks again about what is in doubt.
    pub(crate) async fn push(&self) -> Result<Sent> {
        let mut sent = Sent { is_read_back: true, ..Sent::default() };
        let (mut after, mut position) = (None, 0);
        loop {
            let survey = self.survey(after).await?;
            sent.next_due_ms = sent.next_due_ms.into_iter().chain(survey.next_due_ms).min();
            loop {
                let portal = self.portal_id;
                let (entries, reached) = self.db.read(move |reader| in_turn(reader, portal, position)).await?;
                let Some(reached) = reached else { break };
                position = reached;
                self.send(entries, &mut sent).await?;
            }
            match survey.reached {
                Some(reached) => after = Some(reached),
                None => return Ok(sent),
            }
        }
    }

    /// Sends entries, in batches that the portal takes.
    async fn send(&self, entries: Vec<Entry>, sent: &mut Sent) -> Result<()> {
        let mut batches: VecDeque<(Form, Vec<Entry>)> = self.batches(entries).into_iter().map(|batch| (Form::Short, batch)).collect();
        while let Some((form, mut batch)) = batches.pop_front() {
            match self.send_batch(&batch, form).await {
                Ok(answer) => {
                    sent.answered += answer.answered;
                    // The last answer tells of everything before it.
                    sent.is_read_back = answer.is_read_back;
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
                    sent.answered += 1;
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
        let mut bytes = 0;
        for entry in entries {
            let size = entry.act.to_string().len();
            match batches.last_mut() {
                Some(batch) if batch.len() < most && bytes + size <= most_bytes => {
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
    async fn send_batch(&self, batch: &[Entry], form: Form) -> Result<Answer> {
        let portal = self.portal_id;
        let entries = batch.to_vec();
        let may_be_short = form == Form::Short && self.reads_deltas();
        // Written before the bytes leave: if this process ends here, the next one knows that these may have taken effect.
        let (operations, told, ack_through, since) = self
            .db
            .write(move |writer| {
                let (mut operations, mut told) = (Vec::new(), Vec::new());
                for entry in entries {
                    let op_seq = match entry.op_seq {
                        Some(op_seq) => op_seq,
                        None => {
                            let op_seq = portals::take_op_seq(writer, portal)?;
                            outbox::number(writer, entry.op_id, portal, op_seq, &entry.act)?;
                            op_seq
                        }
                    };
                    outbox::set_state(writer, entry.op_id, State::Inflight, None)?;
                    let act = Act::deserialize(&entry.act).map_err(StoreError::from)?;
                    let short = if may_be_short { shorter(writer, &act, &entry.act)? } else { None };
                    let operation = Operation { op_seq, op_id: entry.op_id, article: entry.article, act };
                    told.push(match short {
                        Some(act) => Operation { act, ..operation.clone() },
                        None => operation.clone(),
                    });
                    operations.push(operation);
                }
                let known = portals::get(writer, portal)?;
                let (ack_through, since) = known.map_or((0, None), |row| (row.seen_op_seq, row.cursor));
                Ok::<_, Error>((operations, told, ack_through, since))
            })
            .await?;
        self.observer.notice(Notice::Outbox);
        let request = PushRequest { device: self.identity.device, ack_through, operations: told, since };
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
                let mut answered = 0;
                let mut articles = Vec::new();
                for receipt in &receipts {
                    let Some(operation) = operations.iter().find(|operation| operation.op_id == receipt.op_id) else { continue };
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
                    let act = serde_json::from_value(entry.act.clone()).map_err(StoreError::from)?;
                    let op_seq = entry.op_seq.unwrap_or_default();
                    let operation = Operation { op_seq, op_id: entry.op_id, article: entry.article, act };
                    let outcome = Outcome::Rejected { problem: problem.clone() };
                    receipts::take(writer, Uuid::nil(), &operation, &Receipt { op_id: entry.op_id, op_seq, replayed: false, outcome })?;
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
                    if entry.state != State::InDoubt || !is_text(&entry) {
                        continue;
                    }
                    let Ok(Act::PutRevision { revision, .. }) = serde_json::from_value(entry.act.clone()) else { continue };
                    let head = mirrors::get(writer, portal, entry.article)?.and_then(|mirror| mirror.head);
                    if let Some(head) = head
                        && revisions::descends(writer, head, revision.id())?
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
