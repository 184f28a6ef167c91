//! An officer's machine: the real store on a disk that loses power, the real engine, and the person's acts.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use banthao_document::{ArticleContent, ArticleId, OpId, RevisionId, merge, normalise, validate};
use banthao_portal_api::{
    native::{NativePortal, Timeouts},
    wire::{Act, Stage},
};
use banthao_store::{
    AsyncDb, Db, Error as StoreError, Key, Reader, Result as StoreResult, Settings, Writer,
    articles::{self, Article},
    media, mirrors,
    outbox::{self, Entry, State},
    revisions::{self, Origin},
    trash, withheld,
};
use banthao_sync::{
    Engine, Error, Greeting, Identity, Media, MirrorState, Notice, Observer, Turn,
    asked::{self, is_text},
    checkpoint::{checkpoint, commit},
    deletions, facts,
    plan::{Farewell, farewell},
    world::Mint,
};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use serde_json::Value;
use tokio::{sync::mpsc, task::JoinHandle};
use uuid::Uuid;

use crate::{
    clocks::{Ids, Time, Wrong},
    disk::{Disk, Stop},
    history::{Fact, Request, Screen},
    server::{SignedIn, URL},
    text::{self, Word},
    wire::{Asked, Event, Wire},
};

/// A device and whoever is at it.
pub struct Desk {
    pub number: usize,
    pub disk: Disk,
    pub clock: Wrong,
    pub person: SignedIn,
    /// The request that it waits for an answer to.
    pub asking: Option<Asked>,
    /// Whether the next turn begins with a greeting.
    pub is_wary: bool,
    mint: Arc<Ids>,
    portal: Uuid,
    world: mpsc::UnboundedSender<Event>,
    running: Option<(AsyncDb, Arc<Engine>)>,
    turn: Option<JoinHandle<Result<Turn, Error>>>,
    /// Articles that the person threw away here and means to be in the trash.
    pub thrown_away: BTreeSet<ArticleId>,
}

/// Nobody looks at progress here.
struct Nobody;

impl Observer for Nobody {
    fn notice(&self, _notice: Notice) {}
}

/// Tells the world that a turn is over, however it ended.
struct Over(usize, mpsc::UnboundedSender<Event>);

impl Drop for Over {
    fn drop(&mut self) {
        // Nobody listens any more when the whole world is over.
        let _ = self.1.send(Event::Ended { desk: self.0 });
    }
}

pub fn key() -> Key {
    Key::from_bytes(&[7; 32]).expect("32 bytes")
}

impl Desk {
    pub fn new(number: usize, disk: Disk, time: &Time, person: SignedIn, portal: Uuid, world: mpsc::UnboundedSender<Event>) -> Self {
        Self {
            number,
            disk,
            clock: Wrong::new(time),
            person,
            asking: None,
            is_wary: true,
            mint: Arc::new(Ids::of(number as u16)),
            portal,
            world,
            running: None,
            turn: None,
            thrown_away: BTreeSet::new(),
        }
    }

    fn identity(&self) -> Identity {
        Identity { account: Some(self.person.account), device: self.person.device }
    }

    fn settings(disk: &Disk) -> Settings {
        Settings {
            vfs: Some(disk.fs.name()),
            #[cfg(feature = "planted-bugs")]
            planted: crate::planted::of_the_disk(),
            ..Settings::in_folder(disk.folder())
        }
    }

    /// A database in which nobody has written yet.
    pub fn prepares(disk: &Disk) {
        let db = Db::open(&Self::settings(disk), &key()).expect("a new profile");
        db.close().expect("the log is written back");
    }

    /// Starts the program on what lies on the disk; false when the disk fails it.
    pub async fn starts(&mut self) -> bool {
        let Ok(db) = Db::open(&Self::settings(&self.disk), &key()) else { return false };
        // The world decides what happens when, and no second thread may.
        let db = AsyncDb::on_this_thread(Arc::new(db));
        let wire = Wire { desk: self.number, world: self.world.clone() };
        let portal = NativePortal::over(Arc::new(wire), URL, Some(self.person.token.clone()), Timeouts::default()).expect("an address");
        let engine = Engine::new(
            db.clone(),
            Arc::new(portal),
            self.portal,
            URL.to_owned(),
            self.identity(),
            Arc::new(self.clock.clone()),
            Arc::clone(&self.mint) as Arc<dyn Mint>,
            Arc::new(Nobody),
        );
        let Ok(engine) = engine.await else { return false };
        self.running = Some((db, Arc::new(engine)));
        self.is_wary = true;
        true
    }

    /// Ends the program in the middle of whatever it does.
    pub async fn ends(&mut self) {
        self.asking = None;
        if let Some(turn) = self.turn.take() {
            turn.abort();
            // An aborted task is over only once it was awaited; until then it still holds the profile.
            let _ = turn.await;
        }
        self.running = None;
    }

    /// Stops the machine and starts it on what that leaves.
    pub async fn stops(&mut self, how: Stop) {
        self.ends().await;
        self.disk.stops(how);
        assert!(self.starts().await, "what a stop leaves can be started from");
    }

    pub fn db(&self) -> &Db {
        self.running.as_ref().expect("the program runs").0.blocking()
    }

    pub fn is_in_a_turn(&self) -> bool {
        self.turn.is_some()
    }

    /// Begins a turn of sync. It runs until it asks something of the network.
    pub fn begins_turn(&mut self) {
        let engine = Arc::clone(&self.running.as_ref().expect("the program runs").1);
        let over = Over(self.number, self.world.clone());
        let greeting = if self.is_wary { Greeting::Anew } else { Greeting::Known };
        self.turn = Some(tokio::spawn(async move {
            let _over = over;
            engine.turn(greeting, Media::All).await
        }));
    }

    /// What the turn that is over came to.
    pub async fn ended(&mut self) -> Result<Turn, Error> {
        let turn = self.turn.take().expect("a turn was begun");
        let ended = turn.await.expect("no turn panics");
        self.is_wary = ended.is_err();
        ended
    }

    fn reads<T>(&self, work: impl FnOnce(&Reader<'_>) -> StoreResult<T>) -> StoreResult<T> {
        self.db().read(work)
    }

    fn writes<T>(&self, work: impl FnOnce(&Writer<'_>) -> StoreResult<T>) -> StoreResult<T> {
        self.db().write(work)
    }

    /// Everything on the lists.
    pub fn screens(&self) -> StoreResult<BTreeMap<ArticleId, Screen>> {
        self.reads(|reader| {
            let mut screens = BTreeMap::new();
            for id in articles::ids(reader)? {
                if trash::since(reader, id)?.is_none()
                    && let Some(article) = articles::get(reader, id)?
                {
                    // What stands against it is shown beside it.
                    let mut words = text::words(&article.content);
                    let at = At::read(reader, self, id)?;
                    if let Some(At { mirror: Some(mirror), .. }) = at.filter(At::needs_choice)
                        && let Some(head) = mirror.head
                        && let Some(theirs) = revisions::get(reader, head)?
                    {
                        words.extend(text::words(&theirs.content));
                    }
                    screens.insert(id, Screen { content: article.content_hash, words });
                }
            }
            Ok(screens)
        })
    }

    /// What still waits: entries of the outbox, and deletions that somebody has to be asked about.
    pub fn waiting(&self) -> StoreResult<Vec<String>> {
        let portal = self.portal;
        self.reads(|reader| {
            let entry = |entry: Entry| format!("{:?} {} of {}", entry.state, entry.act["act"], entry.article);
            let mut waiting: Vec<String> = outbox::all(reader)?.into_iter().map(entry).collect();
            waiting.extend(withheld::all(reader, portal)?.into_iter().map(|(article, ..)| format!("deletion of {article}")));
            Ok(waiting)
        })
    }

    fn own_articles(&self, wanted: impl Fn(&At) -> bool) -> StoreResult<Vec<ArticleId>> {
        self.reads(|reader| {
            let mut found = Vec::new();
            for id in articles::ids(reader)? {
                if At::read(reader, self, id)?.is_some_and(|at| wanted(&at)) {
                    found.push(id);
                }
            }
            Ok(found)
        })
    }

    /// Begins an article.
    pub fn writes_new(&self, chance: &mut StdRng, word: Word) -> Fact {
        let (id, now_ms) = (self.mint.article(), self.clock.now_ms());
        let content = text::article(chance, word);
        let saved = self.writes(|writer| articles::save(writer, id, &content, &Value::Null, now_ms)).is_ok();
        Fact::Wrote { desk: self.number, article: id, added: word, removed: BTreeSet::new(), saved }
    }

    /// Goes on with an article.
    pub fn edits(&self, chance: &mut StdRng, word: Word) -> Option<Fact> {
        let id = *self.own_articles(At::may_edit).ok()?.choose(chance)?;
        let before = self.reads(|reader| articles::get(reader, id)).ok()??;
        let content = text::edited(&before.content, chance, word);
        let removed = text::words(&before.content).difference(&text::words(&content)).copied().collect();
        let saved = self.saves(id, &content);
        Some(Fact::Wrote { desk: self.number, article: id, added: word, removed, saved })
    }

    /// Puts a file beside an article.
    pub fn attaches(&self, chance: &mut StdRng, number: u32) -> Option<Fact> {
        let id = *self.own_articles(At::may_edit).ok()?.choose(chance)?;
        let before = self.reads(|reader| articles::get(reader, id)).ok()??;
        let bytes = text::file(number);
        let adding = self.db().vault().adding();
        let blob = adding.keep(&bytes).ok()?;
        let now_ms = self.clock.now_ms();
        let medium = media::Medium {
            blob,
            media_type: "application/pdf".to_owned(),
            bytes: bytes.len() as u64,
            size: None,
            file_name: "phu-luc.pdf".to_owned(),
            original: None,
            added_ms: now_ms,
        };
        let content = text::attached(&before.content, blob, medium.bytes);
        let kept = self.writes(|writer| media::put(writer, &medium)).is_ok();
        let saved = kept && self.saves(id, &content);
        Some(Fact::Attached { article: id, file: blob, saved })
    }

    fn saves(&self, id: ArticleId, content: &ArticleContent) -> bool {
        let now_ms = self.clock.now_ms();
        self.writes(|writer| articles::save(writer, id, content, &Value::Null, now_ms)).is_ok()
    }

    /// Throws an article away.
    pub fn throws_away(&mut self, chance: &mut StdRng) -> Vec<Fact> {
        let may = self.own_articles(At::may_trash).unwrap_or_default();
        let Some(id) = may.choose(chance).copied() else { return Vec::new() };
        let now_ms = self.clock.now_ms();
        self.thrown_away.insert(id);
        let mut dropped = vec![Fact::ThrewAway { desk: self.number, article: id }];
        // What is asked and has not left this machine leaves it no more; whether that could be written is seen by what comes.
        let _ = self.writes(|writer| {
            trash::put(writer, id, now_ms)?;
            for entry in outbox::of_article(writer, id)? {
                if entry.state == State::Queued && entry.op_seq.is_none() {
                    outbox::remove(writer, entry.op_id)?;
                    dropped.push(Fact::GaveUp { operation: entry.op_id });
                }
            }
            Ok(())
        });
        dropped
    }

    /// Takes everything back that the person threw away and that is still there.
    pub fn takes_back(&mut self) -> StoreResult<()> {
        let thrown = self.thrown_away.clone();
        self.writes(|writer| {
            for id in thrown {
                if articles::heading(writer, id)?.is_some() {
                    trash::take_back(writer, id)?;
                }
            }
            Ok(())
        })?;
        self.thrown_away.clear();
        Ok(())
    }

    /// Deletes for good what was thrown away.
    pub fn deletes(&mut self, chance: &mut StdRng) -> Option<Fact> {
        let gone: Vec<ArticleId> = self.thrown_away.iter().copied().collect();
        let id = *gone.choose(chance)?;
        let (portal, identity, op_id, now_ms) = (self.portal, self.identity(), self.mint.op(), self.clock.now_ms());
        let (article, may) = self
            .reads(|reader| {
                let is_awaited = outbox::of_article(reader, id)?.iter().any(|entry| entry.op_seq.is_some());
                // What the portal brought back since is no longer in the trash.
                Ok((articles::get(reader, id)?, trash::since(reader, id)?.is_some() && !is_awaited))
            })
            .ok()?;
        let article = article.filter(|_| may)?;
        let deleted = self.writes(|writer| {
            let mirror = mirrors::get(writer, portal, id)?;
            let (there, need) = facts::whose(mirror.as_ref(), &identity);
            trash::delete(writer, id, now_ms)?;
            if let (Farewell::AskPortal, Some(base)) = (farewell(there, need), mirror.and_then(|mirror| mirror.head)) {
                queue(writer, portal, id, op_id, &Act::Delete { base }, now_ms)?;
            }
            Ok(())
        });
        if deleted.is_ok() {
            self.thrown_away.remove(&id);
        }
        Some(Fact::Deleted { desk: self.number, article: id, words: text::words(&article.content) })
    }

    /// Asks for approval.
    pub fn submits(&self, chance: &mut StdRng) -> Option<Fact> {
        let id = *self.own_articles(At::may_submit).ok()?.choose(chance)?;
        let (portal, identity, op_id, now_ms) = (self.portal, self.identity(), self.mint.op(), self.clock.now_ms());
        let asked = self.writes(|writer| {
            let Some(article) = articles::get(writer, id)? else { return Ok(false) };
            let Some(revision) = checkpoint(writer, &article, &identity, Origin::Submitted, now_ms).map_err(of_store)? else {
                return Ok(false);
            };
            queue(writer, portal, id, op_id, &Act::Submit { revision, content_hash: article.content_hash }, now_ms)?;
            Ok(true)
        });
        asked_for(id, Request::Submit, op_id, asked)
    }

    /// Takes a submission back.
    pub fn recalls(&self, chance: &mut StdRng) -> Option<Fact> {
        let id = *self.own_articles(At::may_recall).ok()?.choose(chance)?;
        let (portal, op_id, now_ms) = (self.portal, self.mint.op(), self.clock.now_ms());
        let mut withdrawn = None;
        let asked = self.writes(|writer| {
            let Some(at) = At::read(writer, self, id)? else { return Ok(false) };
            let submission =
                at.acts.iter().find(|(entry, asked)| matches!(asked.act(), Some(Act::Submit { .. })) && entry.state != State::Refused);
            if let Some((entry, _)) = submission
                && entry.state == State::Queued
                && entry.op_seq.is_none()
            {
                withdrawn = Some(entry.op_id);
                outbox::remove(writer, entry.op_id)?;
                return Ok(false);
            }
            let submitted = submission.and_then(|(_, asked)| match asked.act() {
                Some(Act::Submit { revision, .. }) => Some(*revision),
                _ => None,
            });
            let Some(revision) = submitted.or(at.article.head) else { return Ok(false) };
            queue(writer, portal, id, op_id, &Act::Recall { revision }, now_ms)?;
            Ok(true)
        });
        match withdrawn {
            Some(operation) => Some(Fact::GaveUp { operation }),
            None => asked_for(id, Request::Recall, op_id, asked),
        }
    }

    /// Approves what waits for this person, or sends it back.
    pub fn decides(&self, chance: &mut StdRng) -> Option<Fact> {
        let id = *self.own_articles(At::may_decide).ok()?.choose(chance)?;
        let (portal, op_id, now_ms, approves) = (self.portal, self.mint.op(), self.clock.now_ms(), chance.random_bool(0.7));
        let asked = self.writes(|writer| {
            let Some(at) = At::read(writer, self, id)? else { return Ok(false) };
            let Some(revision) = at.what_was_read() else { return Ok(false) };
            let content_hash = at.article.content_hash;
            let act = if approves {
                Act::Approve { revision, content_hash }
            } else {
                Act::SendBack { revision, content_hash, reason: "Cần bổ sung.".to_owned() }
            };
            queue(writer, portal, id, op_id, &act, now_ms)?;
            Ok(true)
        });
        asked_for(id, if approves { Request::Approve } else { Request::SendBack }, op_id, asked)
    }

    /// Decides about articles where two texts stand against each other: about one of them, or about all.
    pub fn chooses(&self, chance: &mut StdRng, keeps_all: bool) -> Vec<Fact> {
        let Ok(waiting) = self.own_articles(At::needs_choice) else { return Vec::new() };
        let chosen: Vec<ArticleId> = if keeps_all { waiting } else { waiting.choose(chance).copied().into_iter().collect() };
        chosen.into_iter().flat_map(|id| self.chooses_for(id, chance, keeps_all).unwrap_or_default()).collect()
    }

    fn chooses_for(&self, id: ArticleId, chance: &mut StdRng, keeps_all: bool) -> Option<Vec<Fact>> {
        let (portal, identity, now_ms) = (self.portal, self.identity(), self.clock.now_ms());
        let decision = match chance.random_range(0..4) {
            _ if keeps_all => merge::Resolution::Both,
            0 => merge::Resolution::Ours,
            1 => merge::Resolution::Theirs,
            _ => merge::Resolution::Both,
        };
        let (before, theirs, base) = self
            .reads(|reader| {
                let Some(at) = At::read(reader, self, id)? else { return Ok(None) };
                let Some((head, mirror)) = at.mirror.as_ref().and_then(|mirror| Some((mirror.head?, mirror))) else { return Ok(None) };
                let Some(theirs) = revisions::get(reader, head)? else { return Ok(None) };
                let base = match mirror.agreed {
                    Some(agreed) => revisions::get(reader, agreed)?,
                    None => None,
                };
                Ok(Some((at, theirs, base)))
            })
            .ok()??;
        let content = match &base {
            Some(base) => {
                let merged = merge::merge(&base.content, &before.article.content, &theirs.content);
                let decisions: Vec<_> = merged
                    .conflicts
                    .iter()
                    .map(|conflict| match conflict {
                        merge::Conflict::Block { .. } => decision.clone(),
                        // Codes and files cannot be kept both.
                        merge::Conflict::Field { .. } | merge::Conflict::File { .. } if decision == merge::Resolution::Both => {
                            merge::Resolution::Ours
                        }
                        merge::Conflict::Field { .. } | merge::Conflict::File { .. } => decision.clone(),
                    })
                    .collect();
                let mut content = merge::resolve(&merged, &decisions).ok()?;
                normalise::content(&mut content);
                content
            }
            // Nothing in common: one of the two as it is, with what the other says put behind it if both are to be kept.
            None => match decision {
                merge::Resolution::Theirs => theirs.content.clone(),
                merge::Resolution::Both => behind(&before.article.content, &theirs.content),
                merge::Resolution::Ours | merge::Resolution::Edited(_) => before.article.content.clone(),
            },
        };
        validate::content(&content).ok()?;
        let head = theirs.id();
        let both: BTreeSet<Word> = text::words(&before.article.content).union(&text::words(&theirs.content)).copied().collect();
        // Whether or not it could be written: a decision that may have been.
        let against = both.difference(&text::words(&content)).copied().collect();
        let mut facts = vec![Fact::DecidedAgainst { article: id, words: against }];
        // Whether it could be written is seen by what comes.
        let _ = self.writes(|writer| {
            let Some(at) = At::read(writer, self, id)? else { return Ok(()) };
            let Some(mirror) = at.mirror.clone() else { return Ok(()) };
            let ours = checkpoint(writer, &at.article, &identity, Origin::Autosave, now_ms).map_err(of_store)?;
            articles::save(writer, id, &content, &Value::Null, now_ms)?;
            match articles::get(writer, id)? {
                Some(joined) if content != theirs.content => {
                    let parents: Vec<RevisionId> = ours.into_iter().chain([head]).collect();
                    commit(writer, &joined, parents, &identity, Origin::Merged, now_ms).map_err(of_store)?;
                }
                Some(_) | None => articles::set_head(writer, id, head)?,
            }
            mirrors::put(writer, portal, id, &mirrors::Mirror { agreed: Some(head), ..mirror })?;
            for (entry, asked) in &at.acts {
                if entry.state == State::Refused || (entry.op_seq.is_none() && matches!(asked.act(), Some(Act::Submit { .. }))) {
                    outbox::remove(writer, entry.op_id)?;
                    facts.push(Fact::GaveUp { operation: entry.op_id });
                }
            }
            Ok(())
        });
        Some(facts)
    }

    /// Gives up what the portal refused, having read why.
    pub fn gives_up_what_was_refused(&self) -> StoreResult<Vec<Fact>> {
        self.writes(|writer| {
            let mut given_up = Vec::new();
            for entry in outbox::all(writer)? {
                if entry.state == State::Refused && !is_text(&entry) {
                    outbox::remove(writer, entry.op_id)?;
                    given_up.push(Fact::GaveUp { operation: entry.op_id });
                }
            }
            Ok(given_up)
        })
    }

    /// Says of many deletions that they were meant.
    pub fn lets_deletions_be(&self) -> StoreResult<()> {
        let (portal, now_ms) = (self.portal, self.clock.now_ms());
        self.writes(|writer| {
            deletions::settle(writer, portal, Some(deletions::Answer::CarryOut), now_ms).map_err(of_store)?;
            Ok(())
        })
    }
}

/// One text with the other's paragraphs behind it.
fn behind(first: &ArticleContent, second: &ArticleContent) -> ArticleContent {
    let mut content = first.clone();
    let more: Vec<Value> = second.body.0["content"].as_array().cloned().unwrap_or_default();
    if let Some(Value::Array(blocks)) = content.body.0.get_mut("content") {
        blocks.extend(more.into_iter().map(|mut block| {
            if let Some(Value::Object(attributes)) = block.get_mut("attrs") {
                attributes.remove("id");
            }
            block
        }));
    }
    for file in &second.attachments {
        content = text::attached(&content, file.blob, file.bytes);
    }
    normalise::content(&mut content);
    content
}

fn queue(writer: &Writer<'_>, portal: Uuid, article: ArticleId, op_id: OpId, act: &Act, now_ms: i64) -> StoreResult<()> {
    let act = serde_json::to_value(act).map_err(StoreError::from)?;
    let entry = Entry {
        op_id,
        portal: Some(portal),
        article,
        op_seq: None,
        act,
        bytes: 0,
        state: State::Queued,
        problem: None,
        created_ms: now_ms,
    };
    outbox::add(writer, &entry)
}

/// What a person asked, unless there was nothing to ask.
fn asked_for(article: ArticleId, request: Request, operation: OpId, asked: StoreResult<bool>) -> Option<Fact> {
    match asked {
        Ok(false) => None,
        Ok(true) => Some(Fact::Asked { article, request, operation, saved: true }),
        // It may have been written all the same.
        Err(_) => Some(Fact::Asked { article, request, operation, saved: false }),
    }
}

fn of_store(error: Error) -> StoreError {
    match error {
        Error::Store(error) => error,
        Error::Portal(error) => StoreError::Defect(error.to_string()),
    }
}

/// Where an article is, as the window would say it.
struct At {
    article: Article,
    mirror: Option<mirrors::Mirror>,
    state: Option<MirrorState>,
    acts: Vec<(Entry, asked::Asked)>,
    is_in_trash: bool,
    is_own: bool,
    text_there: bool,
}

impl At {
    fn read(reader: &Reader<'_>, desk: &Desk, id: ArticleId) -> StoreResult<Option<Self>> {
        let Some(article) = articles::get(reader, id)? else { return Ok(None) };
        let mirror = mirrors::get(reader, desk.portal, id)?;
        let state = mirror.as_ref().and_then(|mirror| MirrorState::read(mirror.state.as_ref()));
        let text_there = match mirror.as_ref().and_then(|mirror| mirror.agreed) {
            Some(agreed) => revisions::content_hash(reader, agreed)? == Some(article.content_hash),
            None => false,
        };
        let mut acts = Vec::new();
        for entry in outbox::of_article(reader, id)? {
            let asked = asked::Asked::of(&entry)?;
            acts.push((entry, asked));
        }
        let is_own = state.as_ref().is_none_or(|state| state.owner.id == desk.person.account);
        let is_in_trash = trash::since(reader, id)?.is_some();
        Ok(Some(Self { article, mirror, state, acts, is_in_trash, is_own, text_there }))
    }

    fn needs_choice(&self) -> bool {
        let stand_apart = self.mirror.as_ref().is_some_and(|mirror| mirror.head.is_some() && mirror.head != mirror.agreed);
        stand_apart && !self.text_there && self.is_own && !self.is_in_trash
    }

    fn is_asked(&self, wanted: impl Fn(&Act) -> bool) -> bool {
        self.acts.iter().any(|(entry, asked)| entry.state != State::Refused && asked.act().is_some_and(&wanted))
    }

    fn is_decided_about(&self) -> bool {
        self.is_asked(|act| matches!(act, Act::Submit { .. } | Act::Recall { .. } | Act::Approve { .. } | Act::SendBack { .. }))
    }

    fn is_in_review(&self) -> bool {
        matches!(self.state.as_ref().map(|state| &state.stage), Some(Stage::InReview { .. }))
    }

    fn is_free(&self) -> bool {
        self.is_own && !self.is_in_trash && !self.needs_choice() && !self.is_decided_about() && !self.is_in_review()
    }

    fn may_edit(&self) -> bool {
        self.is_free()
    }

    fn is_public(&self) -> bool {
        self.state.as_ref().is_some_and(|state| state.publication.is_some())
    }

    fn may_submit(&self) -> bool {
        let public = self.state.as_ref().and_then(|state| state.publication.as_ref());
        self.is_free() && public.is_none_or(|public| public.content_hash != self.article.content_hash)
    }

    fn may_trash(&self) -> bool {
        self.is_free() && !self.is_public()
    }

    fn may_recall(&self) -> bool {
        let submitted = self.is_asked(|act| matches!(act, Act::Submit { .. }));
        let plain = self.is_own && !self.is_in_trash && !self.needs_choice();
        plain && (submitted || (!self.is_decided_about() && self.is_in_review()))
    }

    fn may_decide(&self) -> bool {
        !self.is_own
            && !self.is_decided_about()
            && matches!(self.state.as_ref().map(|state| &state.stage), Some(Stage::InReview { level: 0, .. }))
    }

    fn what_was_read(&self) -> Option<RevisionId> {
        let head = self.state.as_ref().map(|state| state.head)?;
        (self.article.head == Some(head)).then_some(head)
    }
}
