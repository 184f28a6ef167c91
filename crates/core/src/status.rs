//! Where an article is, said in one of the words of the window.
//!
//! Everything here is derived from what the store knows at the moment of asking: the text on the screen, the mirror of the portal, the
//! outbox. Nothing of it is stored, so it cannot be a step ahead of the facts.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use banthao_document::{AccountId, ArticleContent, ArticleId, BlobId, ContentHash};
use banthao_portal_api::wire::{Account, Act, Catalogue, Problem, Role, Stage};
use banthao_protocol::{
    Decision, May, OutboxAct, OutboxEntryView, OutboxFileView, OutboxMay, OutboxState, Shelf, Status, TrashPlace, TroubleView, WaitsFor,
};
use banthao_store::{
    Reader, Result, articles, listing, media,
    mirrors::{self, Mirror},
    outbox::{self, Entry, State},
    revisions, transfers, trash,
};
use banthao_sync::{
    MirrorState,
    asked::{Asked, is_text},
};
use uuid::Uuid;

use crate::{error::refused, keeping::Keeping};

/// All that is known of one article's whereabouts.
pub(crate) struct Whereabouts {
    pub content_hash: ContentHash,
    pub mirror: Option<Mirror>,
    pub state: Option<MirrorState>,
    pub entries: Vec<(Entry, Asked)>,
    /// Media of the portal's text: all, and those that it has confirmed.
    pub media: (u32, u32),
    /// Whether the text on the screen is the one that the portal has.
    pub text_there: bool,
    /// A medium of this article that the portal refused.
    pub refused_medium: Option<Problem>,
    /// That it was thrown away.
    pub trash: Option<TrashPlace>,
    account: Option<AccountId>,
}

/// What a list of articles needs once and not for each.
pub(crate) struct Surroundings {
    pub portal: Option<Uuid>,
    pub account: Option<Account>,
    pub catalogue: Option<Catalogue>,
    pub refused_media: Vec<(BlobId, Problem)>,
    entries: Vec<(Entry, Asked)>,
    trash: HashMap<ArticleId, i64>,
    keeping: Keeping,
}

impl Surroundings {
    pub fn read(
        reader: &Reader<'_>,
        portal: Option<Uuid>,
        account: Option<Account>,
        catalogue: Option<Catalogue>,
        refused_media: Vec<(BlobId, Problem)>,
    ) -> Result<Self> {
        Ok(Self {
            portal,
            account,
            catalogue,
            refused_media,
            entries: entries(reader)?,
            trash: trash::all(reader)?,
            keeping: Keeping::read(reader)?,
        })
    }

    /// The same, as the outbox is at this moment.
    pub fn again(self, reader: &Reader<'_>) -> Result<Self> {
        Ok(Self { entries: entries(reader)?, ..self })
    }
}

fn entries(reader: &Reader<'_>) -> Result<Vec<(Entry, Asked)>> {
    outbox::all(reader)?
        .into_iter()
        .map(|entry| {
            let asked = Asked::of(&entry)?;
            Ok((entry, asked))
        })
        .collect()
}

impl Whereabouts {
    pub fn read(reader: &Reader<'_>, id: ArticleId, content_hash: ContentHash, around: &Surroundings) -> Result<Self> {
        Self::without_media(reader, id, content_hash, around)?.with_media(reader, around)
    }

    /// [`Whereabouts::read`] for a row of a list, which says no more than the status. Media are looked at only where that depends on them, for it
    /// takes the portal's whole text to know them. `names_media` says whether the text on the screen does.
    pub fn read_for_row(
        reader: &Reader<'_>,
        id: ArticleId,
        content_hash: ContentHash,
        around: &Surroundings,
        names_media: bool,
    ) -> Result<Self> {
        let at = Self::without_media(reader, id, content_hash, around)?;
        let has_none = !names_media && at.text_there;
        let is_settled = at.text_there && at.is_read_back() && !at.lacks_media() && around.refused_media.is_empty();
        if has_none || is_settled { Ok(at) } else { at.with_media(reader, around) }
    }

    fn without_media(reader: &Reader<'_>, id: ArticleId, content_hash: ContentHash, around: &Surroundings) -> Result<Self> {
        let mirror = match around.portal {
            Some(portal) => mirrors::get(reader, portal, id)?,
            None => None,
        };
        let state = mirror.as_ref().and_then(|mirror| MirrorState::read(mirror.state.as_ref()));
        let publication = state.as_ref().and_then(|state| state.publication.as_ref());
        let text_there = match mirror.as_ref().and_then(|mirror| mirror.agreed) {
            // Said with the publication already: a list is mostly of such, and need not look up a revision for each row.
            Some(agreed) if publication.is_some_and(|public| public.revision == agreed) => {
                publication.is_some_and(|public| public.content_hash == content_hash)
            }
            Some(agreed) => revisions::content_hash(reader, agreed)? == Some(content_hash),
            None => false,
        };
        let on_portal = mirror.as_ref().is_some_and(|mirror| mirror.head.is_some());
        Ok(Self {
            content_hash,
            mirror,
            state,
            entries: around.entries.iter().filter(|(entry, _)| entry.article == id).cloned().collect(),
            media: (0, 0),
            text_there,
            refused_medium: None,
            trash: around.trash.get(&id).map(|since_ms| TrashPlace {
                since_ms: *since_ms,
                until_ms: around.keeping.trash_until_ms(*since_ms),
                on_portal,
            }),
            account: around.account.as_ref().map(|account| account.id),
        })
    }

    /// With what is known of the media of the portal's text.
    fn with_media(mut self, reader: &Reader<'_>, around: &Surroundings) -> Result<Self> {
        if let (Some(agreed), Some(portal)) = (self.mirror.as_ref().and_then(|mirror| mirror.agreed), around.portal)
            && revisions::names_media(reader, agreed)?
            && let Some(revision) = revisions::get(reader, agreed)?
        {
            for blob in revision.content.blobs() {
                let is_done = media::is_uploaded(reader, portal, blob)? || media::get(reader, blob)?.is_none();
                self.media = (self.media.0 + 1, self.media.1 + u32::from(is_done));
                let refusal = around.refused_media.iter().find(|(refused, _)| *refused == blob);
                self.refused_medium = self.refused_medium.or(refusal.map(|(_, problem)| problem.clone()));
            }
        }
        Ok(self)
    }

    /// What the portal has was read back from it, and not only acknowledged.
    fn is_read_back(&self) -> bool {
        self.state.as_ref().is_some_and(|state| Some(state.head) == self.mirror.as_ref().and_then(|mirror| mirror.head))
    }

    /// The portal has said that media of this person's article are still missing.
    fn lacks_media(&self) -> bool {
        self.is_own() && self.state.as_ref().is_some_and(|state| !state.missing_blobs.is_empty())
    }

    /// Whether this is an article of the person at the machine.
    pub fn is_own(&self) -> bool {
        self.state.as_ref().is_none_or(|state| Some(state.owner.id) == self.account)
    }

    /// Both sides changed it, and nobody has chosen yet.
    pub fn needs_choice(&self) -> bool {
        self.mirror.as_ref().is_some_and(|mirror| mirror.head.is_some() && mirror.head != mirror.agreed)
            && !self.text_there
            && self.is_own()
    }

    fn pending(&self, wanted: impl Fn(&Act) -> bool) -> bool {
        self.entries.iter().any(|(entry, asked)| entry.state != State::Refused && asked.act().is_some_and(&wanted))
    }

    fn refusal(&self) -> Option<TroubleView> {
        let entry = self.entries.iter().find(|(entry, _)| entry.state == State::Refused).map(|(entry, _)| entry);
        let problem = entry.map(problem_of).or(self.refused_medium.clone())?;
        Some(trouble(&problem))
    }

    /// Before the first level whose approvers this person belongs to, and not by their own hand.
    fn is_mine_to_decide(&self, around: &Surroundings) -> bool {
        let (Some(state), Some(account), Some(catalogue)) = (&self.state, &around.account, &around.catalogue) else { return false };
        let Stage::InReview { level, .. } = state.stage else { return false };
        let Some(level) = catalogue.workflow.levels.get(level) else { return false };
        let of_this_level = level.role != Role::Unknown && account.roles.contains(&level.role);
        of_this_level && state.owner.id != account.id && (!level.own_unit || state.unit.code == account.unit.code)
    }

    pub fn status(&self, around: &Surroundings) -> Status {
        if let Some(trouble) = self.refusal() {
            return Status::Refused { trouble };
        }
        if self.needs_choice() {
            return Status::NeedsChoice;
        }
        if self.pending(|act| matches!(act, Act::Recall { .. })) {
            return Status::DecisionQueued { decision: Decision::Recall };
        }
        if self.pending(|act| matches!(act, Act::Approve { .. })) {
            return Status::DecisionQueued { decision: Decision::Approve };
        }
        if self.pending(|act| matches!(act, Act::SendBack { .. })) {
            return Status::DecisionQueued { decision: Decision::SendBack };
        }
        if self.pending(|act| matches!(act, Act::Submit { .. })) {
            return Status::SubmitQueued;
        }
        if let Some(MirrorState { stage: Stage::Returned(back), .. }) = &self.state {
            return Status::Returned { by: back.by.name.clone(), reason: back.reason.clone(), at_ms: back.at_ms };
        }
        let (total, done) = self.media;
        let sending = Status::Sending { media_done: done, media_total: total };
        if !self.text_there {
            let is_asked = self.entries.iter().any(|(entry, _)| entry.state != State::Refused && is_text(entry));
            let on_its_way = is_asked && self.entries.iter().any(|(entry, _)| entry.state == State::Inflight);
            return if on_its_way { sending } else { Status::OnDevice };
        }
        // The portal has acknowledged the text; only what was read back from it counts as received.
        let Some(state) = self.state.as_ref().filter(|_| self.is_read_back() && !self.lacks_media()) else { return sending };
        match &state.stage {
            Stage::InReview { level, .. } => {
                let waiting = around.catalogue.as_ref().and_then(|catalogue| catalogue.workflow.levels.get(*level));
                Status::InReview {
                    waiting: waiting.map(|level| level.waiting.clone()).unwrap_or_default(),
                    yours: self.is_mine_to_decide(around),
                }
            }
            Stage::Published { .. } => match &state.publication {
                Some(publication) => Status::Published { url: publication.url.clone(), at_ms: publication.modified_at_ms },
                None => Status::Received { at_ms: state.received_at_ms },
            },
            Stage::Draft | Stage::Returned(_) => Status::Received { at_ms: state.received_at_ms },
        }
    }

    /// Whether something of it may have to be sent; what exactly, [`waiting`] says.
    pub fn may_wait(&self) -> bool {
        self.is_own() && (!self.text_there || self.needs_choice() || self.media.0 > self.media.1)
    }

    /// The name of the person whose article it is; empty while nobody has signed in.
    pub fn author(&self, around: &Surroundings) -> String {
        let own = || around.account.as_ref().map(|account| account.name.clone());
        self.state.as_ref().map(|state| state.owner.name.clone()).or_else(own).unwrap_or_default()
    }

    pub fn may(&self, around: &Surroundings) -> Vec<May> {
        if self.trash.is_some() {
            return vec![May::TakeBack];
        }
        if self.needs_choice() {
            return vec![May::Choose];
        }
        let deciding = |act: &Act| matches!(act, Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. });
        let in_review = matches!(self.state.as_ref().map(|state| &state.stage), Some(Stage::InReview { .. }));
        if !self.is_own() {
            return if self.is_mine_to_decide(around) && !self.pending(deciding) { vec![May::Approve, May::SendBack] } else { Vec::new() };
        }
        if self.pending(|act| matches!(act, Act::Submit { .. })) {
            return vec![May::Recall];
        }
        if self.pending(deciding) {
            return Vec::new();
        }
        if in_review {
            return vec![May::Recall];
        }
        let public = self.state.as_ref().and_then(|state| state.publication.as_ref()).map(|publication| publication.content_hash);
        match public {
            Some(public) if public == self.content_hash => vec![May::Edit],
            Some(_) => vec![May::Edit, May::Submit],
            None => vec![May::Edit, May::Submit, May::Trash],
        }
    }

    pub fn shelf(&self, around: &Surroundings) -> Shelf {
        if self.trash.is_some() {
            return Shelf::Trash;
        }
        let submitted = self.pending(|act| matches!(act, Act::Submit { .. }));
        match self.state.as_ref().map(|state| &state.stage) {
            Some(Stage::InReview { .. })
                if self.is_mine_to_decide(around) && !self.pending(|act| matches!(act, Act::Approve { .. } | Act::SendBack { .. })) =>
            {
                Shelf::Mine
            }
            Some(Stage::InReview { .. }) => Shelf::Sent,
            Some(Stage::Published { .. }) if self.text_there || !self.is_own() => Shelf::Published,
            _ if submitted || !self.is_own() => Shelf::Sent,
            _ => Shelf::Drafts,
        }
    }
}

/// One thing that waits, as the outbox shows it, before its title is known.
pub(crate) struct Waiting {
    pub view: OutboxEntryView,
}

impl Waiting {
    /// Whether it counts as waiting; what the portal has answered only waits to be read back.
    pub fn counts(&self) -> bool {
        self.view.state != OutboxState::Acknowledged
    }
}

/// Everything that waits to be sent, in the order in which it will be.
pub(crate) fn waiting(
    reader: &Reader<'_>,
    portal: Option<Uuid>,
    account: Option<AccountId>,
    refused_media: &[(BlobId, Problem)],
) -> Result<Vec<Waiting>> {
    let around = Surroundings::read(reader, portal, None, None, refused_media.to_vec())?;
    let mut waiting = Vec::new();
    let mut headings = Vec::new();
    for id in listing::waiting(reader)? {
        headings.extend(articles::heading(reader, id)?);
    }
    headings.sort_unstable_by_key(|heading| Reverse((heading.saved_ms, heading.id.0)));
    for heading in headings {
        let at = Whereabouts { account, ..Whereabouts::read(reader, heading.id, heading.content_hash, &around)? };
        if !at.is_own() || at.trash.is_some() {
            continue;
        }
        let entry = |name: &str, what, state, trouble, bytes, may: &[OutboxMay]| Waiting {
            view: OutboxEntryView {
                entry: format!("{name}:{}", heading.id),
                article: heading.id.to_string(),
                title: heading.title.clone(),
                what,
                state,
                waits_for: WaitsFor::Turn,
                since_ms: heading.saved_ms,
                trouble,
                files: Vec::new(),
                bytes,
                may: may.to_vec(),
            },
        };
        if at.needs_choice() {
            waiting.push(entry("choice", OutboxAct::Text, OutboxState::NeedsChoice, None, 0, &[OutboxMay::Open]));
            continue;
        }
        let text_entry = at.entries.iter().any(|(entry, _)| is_text(entry));
        if !at.text_there && !text_entry {
            let article = articles::get(reader, heading.id)?;
            let Some(article) =
                article.filter(|article| article.head.is_some() || article.content != ArticleContent::empty(&article.content.kind))
            else {
                continue;
            };
            let bytes = banthao_document::canonical::bytes(&article.content).len() as u64;
            waiting.push(entry("text", OutboxAct::Text, OutboxState::Waiting, None, bytes, &[OutboxMay::Retry, OutboxMay::Open]));
        }
        let (total, done) = at.media;
        if total > done {
            let files = files(reader, portal, &at)?;
            let bytes = files.iter().map(|file| file.bytes - file.done.min(file.bytes)).sum();
            let (state, trouble) = match &at.refused_medium {
                Some(problem) => (OutboxState::Refused, Some(trouble(problem))),
                None => (OutboxState::Waiting, None),
            };
            let mut media = entry("media", OutboxAct::Media, state, trouble, bytes, &[OutboxMay::Retry, OutboxMay::Open]);
            media.view.files = files;
            waiting.push(media);
        }
    }
    for (entry, asked) in &around.entries {
        // Of what was thrown away, only that is told of which the portal may know.
        if around.trash.contains_key(&entry.article) && matches!(entry.state, State::Queued | State::Refused) {
            continue;
        }
        waiting.push(Waiting { view: entry_view(reader, entry, asked)? });
    }
    Ok(waiting)
}

fn entry_view(reader: &Reader<'_>, entry: &Entry, asked: &Asked) -> Result<OutboxEntryView> {
    let what = match asked {
        Asked::Text(_) | Asked::Act(Act::PutRevision { .. } | Act::PutDelta { .. }) => OutboxAct::Text,
        Asked::Act(Act::Delete { .. }) => OutboxAct::Delete,
        Asked::Act(Act::Submit { .. }) => OutboxAct::Submit,
        Asked::Act(Act::Recall { .. }) => OutboxAct::Recall,
        Asked::Act(Act::Approve { .. }) => OutboxAct::Approve,
        Asked::Act(Act::SendBack { .. }) => OutboxAct::SendBack,
    };
    let (state, may) = match entry.state {
        State::Queued => (OutboxState::Waiting, vec![OutboxMay::Retry, OutboxMay::Open]),
        State::Inflight => (OutboxState::Sending, vec![OutboxMay::Open]),
        State::InDoubt => (OutboxState::InDoubt, vec![OutboxMay::Retry, OutboxMay::Open]),
        State::Acknowledged => (OutboxState::Acknowledged, vec![OutboxMay::Open]),
        State::Refused => (OutboxState::Refused, vec![OutboxMay::Retry, OutboxMay::Discard, OutboxMay::Open]),
    };
    let may = may.into_iter().filter(|may| *may != OutboxMay::Open || what != OutboxAct::Delete).collect();
    Ok(OutboxEntryView {
        entry: format!("op:{}", entry.op_id),
        article: entry.article.to_string(),
        title: articles::get(reader, entry.article)?.map(|article| article.content.title).unwrap_or_default(),
        what,
        state,
        waits_for: WaitsFor::Turn,
        since_ms: entry.created_ms,
        files: Vec::new(),
        trouble: (entry.state == State::Refused).then(|| trouble(&problem_of(entry))),
        bytes: entry.bytes,
        may,
    })
}

/// The media of the portal's text that it has not confirmed.
fn files(reader: &Reader<'_>, portal: Option<Uuid>, at: &Whereabouts) -> Result<Vec<OutboxFileView>> {
    let agreed = at.mirror.as_ref().and_then(|mirror| mirror.agreed);
    let (Some(portal), Some(agreed)) = (portal, agreed) else { return Ok(Vec::new()) };
    let Some(revision) = revisions::get(reader, agreed)? else { return Ok(Vec::new()) };
    let mut files = Vec::new();
    for blob in revision.content.blobs() {
        if media::is_uploaded(reader, portal, blob)? {
            continue;
        }
        let Some(medium) = media::get(reader, blob)? else { continue };
        let transfer = transfers::get(reader, portal, blob)?;
        let problem = transfer.as_ref().and_then(|transfer| transfer.problem.clone());
        let problem: Option<Problem> = problem.and_then(|problem| serde_json::from_value(problem).ok());
        files.push(OutboxFileView {
            blob: blob.to_string(),
            file_name: medium.file_name,
            bytes: medium.bytes,
            done: transfer.as_ref().map_or(0, |transfer| transfer.sent),
            is_sending: false,
            is_urged: transfer.is_some_and(|transfer| transfer.urged),
            trouble: problem.as_ref().map(trouble),
        });
    }
    Ok(files)
}

fn problem_of(entry: &Entry) -> Problem {
    use banthao_portal_api::wire::ProblemType;
    let stored = entry.problem.clone().and_then(|problem| serde_json::from_value(problem).ok());
    stored.unwrap_or_else(|| Problem::new(ProblemType::Other, ""))
}

fn trouble(problem: &Problem) -> TroubleView {
    let refusal = refused(problem);
    TroubleView { code: refusal.code, params: BTreeMap::from_iter(refusal.params) }
}
