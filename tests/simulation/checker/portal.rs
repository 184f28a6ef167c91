//! What the portal said on the wire: exactly once, nothing overwritten, nothing skipped.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::{AccountId, ArticleId, ContentHash, OpId, RevisionId};
use banthao_portal_api::wire::{Act, Change, ChangeKind, Operation, Outcome, PullPage, Receipt, Stage};
use uuid::Uuid;

use super::{Broken, holds};
use crate::history::{Fact, Sender, There};

/// An article as the receipts say that it must be.
#[derive(Debug, Clone, PartialEq)]
struct Article {
    head: RevisionId,
    content: ContentHash,
    owner: AccountId,
    /// The latest place in the commit order that a receipt named.
    seq: u64,
    is_deleted: bool,
    /// What waits, and who has approved it.
    submitted: Option<(ContentHash, Vec<AccountId>)>,
    public: Option<ContentHash>,
}

impl Article {
    /// As the portal tells it.
    fn told(seq: u64, now: &There, before: Option<&Self>) -> Option<Self> {
        match now {
            There::Deleted => Some(Self { seq, is_deleted: true, ..before?.clone() }),
            There::Article(now) => {
                let nobody = AccountId(Uuid::nil());
                Some(Self {
                    head: now.head,
                    content: now.revision.as_ref()?.content_hash(),
                    owner: now.owner.id,
                    seq,
                    is_deleted: false,
                    submitted: match &now.stage {
                        // Who approved it before is not told; that they did is.
                        Stage::InReview { content_hash, level, .. } => Some((*content_hash, vec![nobody; *level])),
                        Stage::Draft | Stage::Returned(_) | Stage::Published { .. } => None,
                    },
                    public: now.publication.as_ref().map(|publication| publication.content_hash),
                })
            }
        }
    }
}

/// The portal as the receipts say that it must be.
#[derive(Debug, Clone, Default)]
struct Model {
    articles: BTreeMap<ArticleId, Article>,
    receipts: BTreeMap<(Sender, OpId), Receipt>,
    /// The operations of each device that took effect: number, article, place.
    effects: BTreeMap<Sender, Vec<(u64, ArticleId, u64)>>,
    seq: u64,
    /// Operations whose answer nobody saw.
    unheard: BTreeMap<(Sender, OpId), Unheard>,
}

/// What became of an operation whose answer nobody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unheard {
    TookEffect,
    Unknown,
}

/// What a device that holds a cursor has been told: the latest place of each article.
type Known = BTreeMap<ArticleId, u64>;

/// Levels of approval before something is public.
const LEVELS: usize = 2;

pub fn judge(facts: &[Fact]) -> Result<(), Broken> {
    let (mut model, mut backup) = (Model::default(), Model::default());
    let mut cursors: BTreeMap<(Sender, String), Known> = BTreeMap::new();
    for fact in facts {
        match fact {
            Fact::BackedUp => backup = model.clone(),
            Fact::Restored => {
                model = backup.clone();
                cursors.clear();
            }
            Fact::Pushed { sender, request, response } => {
                for (operation, receipt) in request.operations.iter().zip(&response.receipts) {
                    model.takes(*sender, operation, receipt)?;
                }
                if let (Some(news), Some(since)) = (&response.news, &request.since) {
                    model.told(*sender, Some(since), news, &mut cursors)?;
                }
            }
            Fact::Failed { sender, request, there } => model.fails(*sender, &request.operations, there)?,
            Fact::Told { sender, cursor, page: Some(page) } => model.told(*sender, cursor.as_ref(), page, &mut cursors)?,
            Fact::Told { sender, cursor, page: None } => {
                let known = cursor.as_ref().and_then(|cursor| cursors.get(&(*sender, cursor.clone())));
                if let Some(known) = known {
                    model.is_complete(*sender, known)?;
                }
            }
            Fact::Wrote { .. }
            | Fact::ThrewAway { .. }
            | Fact::DecidedAgainst { .. }
            | Fact::Deleted { .. }
            | Fact::Attached { .. }
            | Fact::Asked { .. }
            | Fact::GaveUp { .. }
            | Fact::Shown { .. } => {}
        }
    }
    Ok(())
}

/// Whether an article has this head already.
fn says_nothing_new(known: Option<&Article>, new: RevisionId) -> bool {
    known.is_some_and(|article| article.head == new && !article.is_deleted)
}

/// The article after an edit.
fn edited(
    sender: Sender,
    known: Option<Article>,
    base: Option<RevisionId>,
    new: RevisionId,
    content: ContentHash,
) -> Result<Article, Broken> {
    let head = known.as_ref().map(|article| article.head);
    holds(says_nothing_new(known.as_ref(), new) || base == head || head == Some(new), || {
        format!("an edit of {base:?} took effect over {head:?}: somebody's text was overwritten")
    })?;
    let fresh = Article { head: new, content, owner: sender.account, seq: 0, is_deleted: false, submitted: None, public: None };
    let article = known.unwrap_or(fresh);
    holds(article.owner == sender.account, || "somebody else wrote an article".to_owned())?;
    // “A change of an article that waits makes its submission void.”
    let submitted = article.submitted.clone().filter(|(waits, _)| *waits == content);
    Ok(Article { head: new, content, is_deleted: false, submitted, ..article })
}

impl Model {
    /// “An operation that comes again is answered with the first receipt, however often, whatever happened since.”
    fn takes(&mut self, sender: Sender, operation: &Operation, receipt: &Receipt) -> Result<(), Broken> {
        let key = (sender, operation.op_id);
        if let Some(first) = self.receipts.get(&key) {
            return holds(receipt.replayed && receipt.outcome == first.outcome, || {
                format!("operation {} came again and was answered {:?} after {:?}", operation.op_id, receipt, first)
            });
        }
        match self.unheard.remove(&key) {
            Some(Unheard::TookEffect) => {
                self.receipts.insert(key, receipt.clone());
                let is_first = receipt.replayed && matches!(receipt.outcome, Outcome::Applied { .. });
                return holds(is_first, || format!("operation {} took effect unheard and came again as {receipt:?}", operation.op_id));
            }
            // It was refused unheard, or changed nothing.
            Some(Unheard::Unknown) if receipt.replayed => {
                self.receipts.insert(key, receipt.clone());
                return Ok(());
            }
            Some(Unheard::Unknown) | None => {}
        }
        holds(!receipt.replayed, || format!("operation {} came for the first time and was answered as if not", operation.op_id))?;
        match &receipt.outcome {
            Outcome::Applied { seq, .. } => {
                self.applies(sender, operation, *seq)?;
                self.effects.entry(sender).or_default().push((operation.op_seq, operation.article, *seq));
            }
            Outcome::Conflict { head } => {
                let known = self.articles.get(&operation.article).map(|article| article.head);
                holds(known == *head, || format!("a conflict names {head:?} where {known:?} is the head"))?;
            }
            // No receipt is kept of these: the operation comes again.
            Outcome::Blocked { .. } | Outcome::BaseMissing => return Ok(()),
            Outcome::Rejected { .. } => {}
        }
        self.receipts.insert(key, receipt.clone());
        Ok(())
    }

    /// The portal stopped or failed over a push. “A batch is one transaction”: what it tells afterwards is what it was, or with what was asked.
    fn fails(&mut self, sender: Sender, operations: &[Operation], there: &BTreeMap<ArticleId, (u64, There)>) -> Result<(), Broken> {
        for (id, (seq, now)) in there {
            if self.articles.get(id).is_some_and(|article| article.seq >= *seq) {
                continue;
            }
            let before = self.articles.get(id).cloned();
            let article = Article::told(*seq, now, before.as_ref());
            let Some(article) = article else { continue };
            let is_the_same = before.is_some_and(|before| Article { seq: *seq, ..before } == article);
            let mut asked = operations.iter().filter(|operation| operation.article == *id);
            if !is_the_same {
                holds(asked.clone().next().is_some(), || format!("{id} changed by a push that was not about it"))?;
            }
            if let (Some(operation), None, false) = (asked.next(), asked.next(), is_the_same) {
                self.unheard.insert((sender, operation.op_id), Unheard::TookEffect);
                self.effects.entry(sender).or_default().push((operation.op_seq, *id, *seq));
            }
            self.seq = self.seq.max(*seq);
            self.articles.insert(*id, article);
        }
        for operation in operations {
            let key = (sender, operation.op_id);
            if !self.receipts.contains_key(&key) {
                self.unheard.entry(key).or_insert(Unheard::Unknown);
            }
        }
        Ok(())
    }

    /// “A change says what it was made from, and the portal refuses it when that is no longer the newest.”
    fn applies(&mut self, sender: Sender, operation: &Operation, seq: u64) -> Result<(), Broken> {
        let id = operation.article;
        let known = self.articles.get(&id).cloned();
        let lacks = || Broken(format!("{:?} took effect on an article that is not there", operation.act));
        let mut changes = true;
        let mut article = match (&operation.act, known) {
            (Act::PutRevision { base, revision }, known) => {
                let (id, content) = (revision.id(), revision.content_hash());
                changes = !says_nothing_new(known.as_ref(), id);
                edited(sender, known, *base, id, content)?
            }
            (_, None) => return Err(lacks()),
            (Act::Delete { base }, Some(article)) => {
                holds(*base == article.head, || format!("a deletion of {base:?} took effect on {:?}", article.head))?;
                holds(article.submitted.is_none() && article.public.is_none(), || "what waits or is public was deleted".to_owned())?;
                changes = !article.is_deleted;
                Article { is_deleted: true, ..article }
            }
            (Act::Submit { revision, content_hash }, Some(article)) => {
                holds(*revision == article.head && *content_hash == article.content, || {
                    format!("{revision:?} was submitted where {:?} is the head", article.head)
                })?;
                Article { submitted: Some((*content_hash, Vec::new())), ..article }
            }
            (Act::Recall { .. }, Some(article)) => {
                holds(article.submitted.is_some(), || "what did not wait was recalled".to_owned())?;
                Article { submitted: None, ..article }
            }
            (Act::Approve { content_hash, .. }, Some(mut article)) => {
                let Some((waits, approvers)) = &mut article.submitted else {
                    return Err(Broken("what did not wait was approved".to_owned()));
                };
                holds(waits == content_hash, || format!("{content_hash:?} was approved where {waits:?} waits"))?;
                holds(article.owner != sender.account, || "somebody approved their own text".to_owned())?;
                holds(!approvers.contains(&sender.account), || "somebody approved twice".to_owned())?;
                approvers.push(sender.account);
                if approvers.len() == LEVELS {
                    article.public = Some(*content_hash);
                    article.submitted = None;
                }
                article
            }
            (Act::SendBack { content_hash, .. }, Some(article)) => {
                let waits = article.submitted.as_ref().map(|(waits, _)| *waits);
                holds(waits == Some(*content_hash), || "what did not wait was sent back".to_owned())?;
                Article { submitted: None, ..article }
            }
            (Act::PutDelta { base, revision, delta, .. }, Some(article)) => {
                // “It names the contents that it leads from and to.”
                let content = serde_json::from_value(delta["to"].clone()).map_err(|_| Broken("a delta leads nowhere".to_owned()))?;
                changes = !says_nothing_new(Some(&article), *revision);
                edited(sender, Some(article), Some(*base), *revision, content)?
            }
        };
        article.seq = article.seq.max(seq);
        if changes {
            holds(seq > self.seq, || format!("a place in the commit order, {seq}, was given out after {}", self.seq))?;
            self.seq = seq;
        }
        self.articles.insert(id, article);
        Ok(())
    }

    /// “Changes come in commit order, each article at most once in a page and as it is now.”
    fn told(
        &self,
        sender: Sender,
        cursor: Option<&String>,
        page: &PullPage,
        cursors: &mut BTreeMap<(Sender, String), Known>,
    ) -> Result<(), Broken> {
        let mut known = match cursor {
            None => Known::new(),
            // One from before a restore that was taken all the same is judged by what it brings.
            Some(cursor) => cursors.get(&(sender, cursor.clone())).cloned().unwrap_or_default(),
        };
        let (mut last, mut seen) = (0, BTreeSet::new());
        for change in &page.changes {
            holds(change.seq > last, || format!("a page has {} after {last}", change.seq))?;
            holds(seen.insert(change.article), || "a page has an article twice".to_owned())?;
            last = change.seq;
            let before = known.insert(change.article, change.seq).unwrap_or(0);
            holds(change.seq > before, || format!("an article was told at {} after {before}: a read went back", change.seq))?;
            self.is_as_it_is(change)?;
        }
        if !page.has_more {
            self.is_complete(sender, &known)?;
        }
        // “The effects of all up to it lie at or before the cursor handed out.”
        for (number, article, seq) in self.effects.get(&sender).into_iter().flatten() {
            let is_told = known.get(article).is_some_and(|told| told >= seq);
            holds(*number > page.last_op_seq || is_told, || {
                format!("{} was told as seen, and the effect of {number} at {seq} was not", page.last_op_seq)
            })?;
        }
        cursors.insert((sender, page.next_cursor.clone()), known);
        Ok(())
    }

    fn is_as_it_is(&self, change: &Change) -> Result<(), Broken> {
        let Some(article) = self.articles.get(&change.article) else {
            return Err(Broken(format!("{} was told of and nobody ever brought it", change.article)));
        };
        holds(change.seq >= article.seq, || format!("an article was told at {} that stands at {}", change.seq, article.seq))?;
        match &change.kind {
            ChangeKind::Tombstone { head, .. } => {
                holds(article.is_deleted && *head == article.head, || "a deletion that nobody asked for".to_owned())
            }
            ChangeKind::Article(now) => {
                holds(!article.is_deleted, || "an article is told of that was deleted".to_owned())?;
                holds(now.head == article.head, || format!("the head is told as {:?} and is {:?}", now.head, article.head))?;
                if let Some(revision) = &now.revision {
                    holds(revision.id() == now.head, || "a revision under another's name".to_owned())?;
                }
                let waits = match &now.stage {
                    Stage::InReview { content_hash, .. } => Some(*content_hash),
                    Stage::Draft | Stage::Returned(_) | Stage::Published { .. } => None,
                };
                let submitted = article.submitted.as_ref().map(|(waits, _)| *waits);
                holds(waits == submitted, || format!("{waits:?} is told to wait, and {submitted:?} does"))?;
                let public = now.publication.as_ref().map(|publication| publication.content_hash);
                holds(public == article.public, || format!("{public:?} is public, and {:?} was approved", article.public))
            }
            ChangeKind::Unknown(_) => Ok(()),
        }
    }

    /// At the end of the news a device has been told of everything that its person wrote, as it is now.
    fn is_complete(&self, sender: Sender, known: &Known) -> Result<(), Broken> {
        for (id, article) in self.articles.iter().filter(|(_, article)| article.owner == sender.account) {
            let told = known.get(id).copied().unwrap_or(0);
            holds(told >= article.seq, || format!("{id} stands at {} and was told at {told}: news were skipped", article.seq))?;
        }
        Ok(())
    }
}
