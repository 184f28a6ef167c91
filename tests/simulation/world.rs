//! One world: three devices of two people, the portal, an editor who has no device of ours, and the trouble between them.
//!
//! Only one of them runs at a time. A device runs until it asks something of the network; then the world decides what becomes of the request,
//! and when. So everything is in one order, the same for the same seed, although the programs are the real ones with their threads.

use std::collections::{BTreeMap, BTreeSet};

use banthao_document::{AccountId, ArticleId, DeviceId, OpId};
use banthao_faultfs::{Call, Image};
use banthao_portal_api::{
    Error,
    wire::{Act, ChangeKind, Operation, PullPage, PushRequest, PushResponse, Stage},
};
use banthao_sync::Error as SyncError;
use rand::{Rng, SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};
use tokio::{runtime::Handle, sync::mpsc};
use uuid::Uuid;

use crate::{
    clocks::{Ids, Time},
    desk::Desk,
    disk::{Disk, Seal, Stop},
    history::{End, Fact, History, Sender, There},
    server::{Founded, Server, SignedIn, json_message},
    text::Word,
    weather::Weather,
    wire::{Answer, Asked, Event, Heard, Message, plain},
};

/// The people at the devices; two devices are of one person.
pub const DESKS: [&str; 3] = ["canbo", "canbo", "lanhdao"];
/// Who decides on the portal's own pages.
pub const EDITOR: &str = "bientap";

/// Steps before everything settles, at most.
const STEPS: usize = 110;
/// Rounds in which everybody must agree once nothing breaks any more.
const ROUNDS: usize = 16;
/// Longer than a device waits for any answer to what is sent here.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(120);

/// What worlds begin with; made once.
pub struct Beginnings {
    pub founded: Founded,
    pub other: Founded,
    pub profile: Seal,
}

/// The machines of one thread, used by one world after the other.
pub struct Machines(Vec<Disk>);

impl Machines {
    pub fn new() -> Self {
        Self((0..DESKS.len() + 2).map(|_| Disk::new()).collect())
    }
}

pub fn device(number: usize) -> DeviceId {
    DeviceId(Uuid::from_u128(0xd0 + number as u128))
}

impl Beginnings {
    pub async fn new(machines: &mut Machines) -> Self {
        let time = Time::new();
        let devices: Vec<_> = DESKS.iter().chain([&EDITOR]).enumerate().map(|(number, name)| (*name, device(number))).collect();
        let mut server = Server::new(machines.0.pop().expect("a machine"), &time, 1);
        let founded = server.founds(&devices).await;
        machines.0.push(server.disk);
        let mut other = Server::new(machines.0.pop().expect("a machine"), &time, 2);
        let another = other.founds(&[]).await;
        let disk = other.disk;
        disk.begins(&Seal::empty());
        Desk::prepares(&disk);
        let profile = disk.sealed();
        machines.0.push(disk);
        Self { founded, other: another, profile }
    }
}

/// What came of a world.
pub struct Played {
    /// Of everything that happened on the wire and on the screens.
    pub trace: [u8; 32],
    pub history: History,
    /// Why it never came to rest, if so.
    pub unrest: Option<String>,
    pub steps: usize,
}

pub struct World {
    chance: StdRng,
    weather: Weather,
    time: Time,
    desks: Vec<Desk>,
    server: Server,
    other: Server,
    editor: SignedIn,
    editor_ids: Ids,
    editor_seq: u64,
    events: mpsc::UnboundedReceiver<Event>,
    history: History,
    trace: Sha256,
    /// Requests that nobody waits for any more and that have not arrived.
    late: Vec<(usize, Message)>,
    backup: Option<Image>,
    /// The device that reaches another portal, and for how many requests more.
    astray: Option<(usize, u32)>,
    next_word: Word,
    next_file: u32,
    /// Whether the fault that its disk waits with is the end of it.
    server_is_dying: bool,
}

/// What becomes of a request.
enum Fate {
    Passes,
    LostRequest,
    LostAnswer,
    CutRequest,
    CutAnswer,
    Doubled,
    Late { arrives_first: bool },
    Unreachable,
    Captive,
    Failing,
    Silence,
}

/// Plays the world of a seed.
pub async fn play(seed: u64, machines: &mut Machines, beginnings: &Beginnings) -> Played {
    let mut world = World::begins(seed, machines, beginnings).await;
    let steps = world.chance.random_range(STEPS / 4..=STEPS);
    for _ in 0..steps {
        world.steps().await;
    }
    let unrest = world.settles().await.err();
    let played = Played { trace: world.trace.clone().finalize().into(), history: std::mem::take(&mut world.history), unrest, steps };
    world.ends(machines).await;
    played
}

impl World {
    async fn begins(seed: u64, machines: &mut Machines, beginnings: &Beginnings) -> Self {
        let mut chance = StdRng::seed_from_u64(seed);
        let weather = Weather::of(&mut chance);
        let time = Time::new();
        let (tell, events) = mpsc::unbounded_channel();
        let mut machine = || machines.0.pop().expect("a machine for each");
        let founded = &beginnings.founded;
        let mut server = Server::new(machine(), &time, seed);
        server.disk.begins(&founded.seal);
        assert!(server.starts(), "a sound disk");
        let mut other = Server::new(machine(), &time, seed ^ 1);
        other.disk.begins(&beginnings.other.seal);
        assert!(other.starts(), "a sound disk");
        let mut desks = Vec::new();
        for number in 0..DESKS.len() {
            let disk = machine();
            disk.begins(&beginnings.profile);
            let mut desk = Desk::new(number, disk, &time, founded.people[number].clone(), founded.instance, tell.clone());
            assert!(desk.starts().await, "a sound disk");
            desks.push(desk);
        }
        let editor = founded.people[DESKS.len()].clone();
        Self {
            chance,
            weather,
            time,
            desks,
            server,
            other,
            editor,
            editor_ids: Ids::of(99),
            editor_seq: 1,
            events,
            history: History::default(),
            trace: Sha256::new(),
            late: Vec::new(),
            backup: None,
            astray: None,
            next_word: 1,
            next_file: 1,
            server_is_dying: false,
        }
    }

    async fn ends(mut self, machines: &mut Machines) {
        for desk in &mut self.desks {
            desk.ends().await;
        }
        self.server.ends();
        self.other.ends();
        // Back in the order in which they are taken.
        machines.0.extend(self.desks.into_iter().rev().map(|desk| desk.disk));
        machines.0.push(self.other.disk);
        machines.0.push(self.server.disk);
    }

    fn happens(&mut self, percent: u32) -> bool {
        percent > 0 && self.chance.random_ratio(percent, 100)
    }

    fn notes(&mut self, fact: Fact) {
        self.trace.update(format!("{fact:?}"));
        self.history.facts.push(fact);
    }

    fn marks(&mut self, what: &str, desk: usize) {
        self.trace.update(what);
        self.trace.update([desk as u8]);
    }

    /// One thing happens.
    async fn steps(&mut self) {
        let pause = match self.chance.random_range(0..20) {
            0 => self.chance.random_range(60_000..36_000_000),
            _ => self.chance.random_range(1..4_000),
        };
        self.time.passes_ms(pause);
        let desk = self.chance.random_range(0..self.desks.len());
        let weather = self.weather;
        if self.happens(weather.desk_stops) {
            return self.stops_desk(desk).await;
        }
        if self.happens(weather.desk_dies) {
            let (call, nth) = self.call();
            self.desks[desk].disk.dies_at(call, nth);
        }
        if self.happens(weather.server_dies) {
            let (call, nth) = self.call();
            self.server.disk.dies_at(call, nth);
            self.server_is_dying = true;
        }
        if self.happens(weather.server_hiccups) {
            let (call, nth) = self.call();
            self.server.disk.hiccups_at(call, nth);
            self.server_is_dying = false;
        }
        if self.happens(weather.clock_jumps) {
            let by = self.chance.random_range(-90_000_000..90_000_000);
            if self.chance.random_bool(0.8) { self.desks[desk].clock.jumps_ms(by) } else { self.server.clock.jumps_ms(by / 100) }
        }
        if self.happens(weather.backups) {
            self.backup = Some(self.server.disk.fs.image());
            self.notes(Fact::BackedUp);
        }
        if self.backup.is_some() && self.happens(weather.restores) {
            self.restores().await;
        }
        if self.astray.is_none() && self.happens(weather.another_portal) {
            self.astray = Some((desk, self.chance.random_range(1..6)));
        }
        if !self.late.is_empty() && self.chance.random_bool(0.15) {
            return self.late_arrives().await;
        }
        if self.happens(self.weather.review) && self.chance.random_bool(0.3) {
            self.editor_looks().await;
        }
        match self.chance.random_range(0..10) {
            0..4 => self.person_acts(desk).await,
            _ if self.desks[desk].is_in_a_turn() => self.answers(desk).await,
            _ => self.begins_turn(desk).await,
        }
    }

    fn call(&mut self) -> (Call, u64) {
        let call = if self.chance.random_bool(0.7) { Call::Write } else { Call::Sync };
        (call, self.chance.random_range(1..12))
    }

    fn stop(&mut self) -> Stop {
        if self.chance.random_bool(0.5) { Stop::Killed } else { Stop::PowerCut { chance: self.chance.random_range(0..1_000_000) } }
    }

    async fn stops_desk(&mut self, desk: usize) {
        self.marks("stops", desk);
        let how = self.stop();
        self.give_up_on(desk);
        self.desks[desk].stops(how).await;
        // The end of an aborted turn is told, too.
        while self.events.try_recv().is_ok() {}
        self.shows(desk);
    }

    /// What a device that stops has sent is on its way, or is not.
    fn give_up_on(&mut self, desk: usize) {
        if let Some(asked) = self.desks[desk].asking.take()
            && self.chance.random_bool(0.5)
        {
            self.late.push((desk, asked.message));
        }
    }

    /// Stops the device if its disk has begun to fail.
    async fn buries_the_dead(&mut self, desk: usize) {
        if self.desks[desk].disk.fs.hits() > 0 {
            self.stops_desk(desk).await;
        }
    }

    async fn restores(&mut self) {
        let Some(backup) = self.backup.clone() else { return };
        self.rests().await;
        self.server.goes_back_to(&backup);
        self.notes(Fact::Restored);
    }

    async fn person_acts(&mut self, desk: usize) {
        let weather = self.weather;
        let facts = if self.happens(weather.review) {
            let chance = &mut self.chance;
            let desk = &self.desks[desk];
            match chance.random_range(0..6) {
                0..3 => desk.submits(chance),
                3 => desk.recalls(chance),
                _ => desk.decides(chance),
            }
            .into_iter()
            .collect()
        } else if self.happens(weather.deletions) {
            let chance = &mut self.chance;
            match chance.random_range(0..4) {
                0..2 => self.desks[desk].throws_away(chance),
                2 => {
                    // What cannot be written now is asked again at the end.
                    let _ = self.desks[desk].takes_back();
                    Vec::new()
                }
                _ => self.desks[desk].deletes(chance).into_iter().collect(),
            }
        } else if self.happens(weather.files) {
            // A photo that is used twice, now and then.
            if self.chance.random_bool(0.8) {
                self.next_file += 1;
            }
            self.desks[desk].attaches(&mut self.chance, self.next_file).into_iter().collect()
        } else if self.chance.random_bool(0.2) {
            self.desks[desk].chooses(&mut self.chance, false)
        } else {
            let word = self.next_word;
            self.next_word += 1;
            let fact = if self.chance.random_bool(0.25) { None } else { self.desks[desk].edits(&mut self.chance, word) };
            vec![fact.unwrap_or_else(|| self.desks[desk].writes_new(&mut self.chance, word))]
        };
        for fact in facts {
            self.notes(fact);
        }
        self.buries_the_dead(desk).await;
    }

    async fn begins_turn(&mut self, desk: usize) {
        if self.chance.random_bool(0.05) {
            self.desks[desk].is_wary = true;
        }
        self.marks("turn", desk);
        self.desks[desk].begins_turn();
        self.waits_for(desk).await;
    }

    /// Waits until the device that runs asks something or is at the end of its turn.
    async fn waits_for(&mut self, desk: usize) {
        match self.events.recv().await.expect("devices are there as long as the world") {
            Event::Asked(asked) => {
                assert_eq!(asked.desk, desk, "only one runs at a time");
                self.desks[desk].asking = Some(*asked);
            }
            Event::Ended { desk: ended } => {
                assert_eq!(ended, desk, "only one runs at a time");
                let came_to = self.desks[desk].ended().await;
                let word = match &came_to {
                    Ok(_) => "done",
                    Err(SyncError::Store(_)) => "store",
                    Err(SyncError::Portal(error)) => name(error),
                };
                self.marks(word, desk);
                if self.desks[desk].disk.fs.hits() > 0 {
                    return Box::pin(self.stops_desk(desk)).await;
                }
                self.shows(desk);
            }
        }
    }

    fn shows(&mut self, desk: usize) {
        if let Ok(screens) = self.desks[desk].screens() {
            self.notes(Fact::Shown { desk, screens });
        }
    }

    fn fate(&mut self) -> Fate {
        let weather = self.weather;
        let fates = [
            (weather.lost_request, Fate::LostRequest),
            (weather.lost_answer, Fate::LostAnswer),
            (weather.cut_request, Fate::CutRequest),
            (weather.cut_answer, Fate::CutAnswer),
            (weather.doubled, Fate::Doubled),
            (weather.late, Fate::Late { arrives_first: false }),
            (weather.late, Fate::Late { arrives_first: true }),
            (weather.unreachable, Fate::Unreachable),
            (weather.captive, Fate::Captive),
            (weather.failing, Fate::Failing),
            (weather.silence, Fate::Silence),
        ];
        for (percent, fate) in fates {
            if self.happens(percent) {
                return fate;
            }
        }
        Fate::Passes
    }

    /// Decides about the request that a device waits with, and lets the device go on.
    async fn answers(&mut self, desk: usize) {
        let fate = self.fate();
        self.answers_with(desk, fate).await;
    }

    async fn answers_with(&mut self, desk: usize, fate: Fate) {
        let Some(Asked { message, reply, .. }) = self.desks[desk].asking.take() else { return };
        let body = message.body.len();
        let cut_at = |chance: &mut StdRng, length: usize| Some(chance.random_range(0..length.max(1)));
        let heard = match fate {
            Fate::Passes => Heard::Answer(self.delivers(desk, &message, None).await, None),
            Fate::LostRequest => Heard::Failure(Error::InDoubt),
            Fate::LostAnswer => {
                self.delivers(desk, &message, None).await;
                Heard::Failure(Error::InDoubt)
            }
            Fate::CutRequest => {
                let cut = cut_at(&mut self.chance, body);
                self.delivers(desk, &message, cut).await;
                Heard::Failure(Error::InDoubt)
            }
            Fate::CutAnswer => {
                let answer = self.delivers(desk, &message, None).await;
                let cut = cut_at(&mut self.chance, answer.body.len());
                Heard::Answer(answer, cut)
            }
            Fate::Doubled => {
                let first = self.delivers(desk, &message, None).await;
                let second = self.delivers(desk, &message, None).await;
                Heard::Answer(if self.chance.random_bool(0.5) { first } else { second }, None)
            }
            Fate::Late { arrives_first } => {
                let answer = if arrives_first { Some(self.delivers(desk, &message, None).await) } else { None };
                self.late.push((desk, message));
                match answer {
                    Some(answer) => Heard::Answer(answer, None),
                    None => Heard::Failure(Error::InDoubt),
                }
            }
            Fate::Unreachable => Heard::Failure(Error::Unreachable),
            Fate::Captive => Heard::Failure(Error::Captive),
            Fate::Failing => Heard::Failure(Error::Failing { status: 503 }),
            Fate::Silence => {
                // Everybody's clock for waiting goes on alike: nobody else may be waiting.
                if self.desks.iter().any(|other| other.asking.is_some()) {
                    Heard::Failure(Error::InDoubt)
                } else {
                    self.delivers(desk, &message, None).await;
                    tokio::time::advance(PATIENCE).await;
                    self.marks("silence", desk);
                    self.waits_for(desk).await;
                    drop(reply);
                    return;
                }
            }
        };
        self.marks("heard", desk);
        // A device that was aborted meanwhile hears nothing.
        if reply.send(heard).is_ok() {
            self.waits_for(desk).await;
        }
    }

    /// The portal takes a request, and what it answers is noted.
    async fn delivers(&mut self, desk: usize, message: &Message, cut: Option<usize>) -> Answer {
        if let Some((astray, left)) = self.astray
            && astray == desk
        {
            self.astray = (left > 1).then_some((astray, left - 1));
            let answer = self.other.answers(message, cut).await;
            self.rests().await;
            return answer;
        }
        self.time.passes_ms(1);
        let answer = self.server.answers(message, cut).await;
        self.rests().await;
        self.listens(desk, message, &answer, cut);
        if self.server.disk.fs.hits() > 0 {
            if self.server_is_dying {
                self.trace.update("server dies");
                let how = self.stop();
                self.server.stops(how);
            } else {
                self.server.disk.fs.heals();
            }
        }
        if message.path() == "/v1/push" && cut.is_none() && !answer.parts.status.is_success() {
            let request: PushRequest = serde_json::from_slice(&plain(&message.parts.headers, &message.body)).expect("a push");
            let there = self.everything().await;
            let sender = self.sender(desk);
            self.notes(Fact::Failed { sender, request, there });
        }
        answer
    }

    /// Everything on the portal, as it tells those who write.
    async fn everything(&mut self) -> BTreeMap<ArticleId, (u64, There)> {
        let tokens: BTreeSet<String> = self.desks.iter().map(|desk| desk.person.token.clone()).collect();
        let mut there = BTreeMap::new();
        for token in tokens {
            there.extend(self.pulls_all(&token).await);
        }
        there
    }

    /// What the portal began to do on its own is done before anything else happens.
    async fn rests(&mut self) {
        let running = self.desks.iter().filter(|desk| desk.is_in_a_turn()).count();
        while Handle::current().metrics().num_alive_tasks() > running {
            tokio::task::yield_now().await;
        }
    }

    fn sender(&self, desk: usize) -> Sender {
        let person = self.desks.get(desk).map_or(&self.editor, |desk| &desk.person);
        Sender { account: person.account, device: person.device }
    }

    fn listens(&mut self, desk: usize, message: &Message, answer: &Answer, cut: Option<usize>) {
        self.trace.update([desk as u8]);
        self.trace.update(message.parts.method.as_str());
        self.trace.update(message.path());
        self.trace.update(answer.parts.status.as_u16().to_be_bytes());
        let told = answer.plain();
        if message.path() != "/v1/hello" {
            self.trace.update(&message.body);
            self.trace.update(&told);
        }
        if cut.is_some() || !answer.parts.status.is_success() {
            return;
        }
        let sender = self.sender(desk);
        match message.path() {
            "/v1/push" => {
                let request: PushRequest = serde_json::from_slice(&plain(&message.parts.headers, &message.body)).expect("a push");
                let response: PushResponse = serde_json::from_slice(&told).expect("receipts");
                self.history.facts.push(Fact::Pushed { sender, request, response: Box::new(response) });
            }
            "/v1/pull" => {
                let query = message.parts.uri.query().unwrap_or_default();
                let cursor = query.split('&').find_map(|pair| pair.strip_prefix("cursor=")).map(str::to_owned);
                let page: Option<PullPage> = (!told.is_empty()).then(|| serde_json::from_slice(&told).expect("a page"));
                self.history.facts.push(Fact::Told { sender, cursor, page: page.map(Box::new) });
            }
            _ => {}
        }
    }

    async fn late_arrives(&mut self) {
        let number = self.chance.random_range(0..self.late.len());
        let (desk, message) = self.late.swap_remove(number);
        self.marks("late", desk);
        self.delivers(desk, &message, None).await;
    }

    /// The editor decides about something that waits at the last level, on the portal's own pages.
    async fn editor_looks(&mut self) {
        let token = self.editor.token.clone();
        let told = self.pulls_all(&token).await;
        let waiting = told.into_iter().filter_map(|(article, (_, there))| match there {
            There::Article(now) => match now.stage {
                Stage::InReview { level: 1, revision, content_hash } => Some((article, revision, content_hash)),
                _ => None,
            },
            There::Deleted => None,
        });
        let waiting: Vec<_> = waiting.collect();
        if waiting.is_empty() {
            return;
        }
        let (article, revision, content_hash) = waiting[self.chance.random_range(0..waiting.len())];
        let act = if self.chance.random_bool(0.7) {
            Act::Approve { revision, content_hash }
        } else {
            Act::SendBack { revision, content_hash, reason: "Chưa đạt.".to_owned() }
        };
        let op_id = OpId(banthao_sync::world::Mint::uuid(&self.editor_ids));
        let operations = vec![Operation { op_seq: self.editor_seq, op_id, article, act }];
        self.editor_seq += 1;
        let request = PushRequest { device: self.editor.device, ack_through: 0, operations, since: None };
        let message = json_message(http::Method::POST, "/v1/push", Some(&token), Some(&request));
        self.delivers(DESKS.len(), &message, None).await;
    }

    /// Everything that an account is told from the beginning.
    async fn pulls_all(&mut self, token: &str) -> BTreeMap<ArticleId, (u64, There)> {
        let mut told = BTreeMap::new();
        let mut cursor = String::new();
        loop {
            let path = if cursor.is_empty() { "/v1/pull".to_owned() } else { format!("/v1/pull?cursor={cursor}") };
            let message = json_message::<()>(http::Method::GET, &path, Some(token), None);
            let answer = self.server.answers(&message, None).await;
            self.rests().await;
            let Ok(page) = serde_json::from_slice::<PullPage>(&answer.plain()) else { return told };
            for change in page.changes {
                let there = match change.kind {
                    ChangeKind::Article(now) => There::Article(now),
                    ChangeKind::Tombstone { .. } => There::Deleted,
                    ChangeKind::Unknown(_) => continue,
                };
                told.insert(change.article, (change.seq, there));
            }
            if !page.has_more {
                return told;
            }
            cursor = page.next_cursor;
        }
    }

    /// Nothing breaks any more; people decide what has to be decided, and want nothing else. Soon all must agree.
    async fn settles(&mut self) -> Result<(), String> {
        self.weather = Weather::default();
        self.astray = None;
        self.server.disk.fs.heals();
        for desk in &mut self.desks {
            desk.disk.fs.heals();
        }
        while !self.late.is_empty() {
            self.late_arrives().await;
        }
        let broken = |what: &'static str| move |error: banthao_store::Error| format!("{what}: {error}");
        for number in 0..self.desks.len() {
            self.desks[number].takes_back().map_err(broken("taking back"))?;
        }
        let mut calm = 0;
        for _ in 0..ROUNDS {
            let mut is_calm = true;
            for number in 0..self.desks.len() {
                self.time.passes_ms(10_000);
                if !self.desks[number].is_in_a_turn() {
                    self.begins_turn(number).await;
                }
                let mut requests = 0;
                while self.desks[number].is_in_a_turn() {
                    self.answers_with(number, Fate::Passes).await;
                    requests += 1;
                    if requests > 500 {
                        return Err(format!("device {number} asks for ever"));
                    }
                }
                let choices = self.desks[number].chooses(&mut self.chance, true);
                is_calm &= choices.is_empty();
                for fact in choices {
                    self.notes(fact);
                }
                for fact in self.desks[number].gives_up_what_was_refused().map_err(broken("giving up"))? {
                    self.notes(fact);
                }
                self.desks[number].lets_deletions_be().map_err(broken("letting be"))?;
                self.shows(number);
                is_calm &= self.desks[number].waiting().map_err(broken("counting"))?.is_empty();
            }
            calm = if is_calm { calm + 1 } else { 0 };
            if calm == 3 {
                break;
            }
        }
        self.history.end = self.end().await.map_err(broken("looking"))?;
        Ok(())
    }

    async fn end(&mut self) -> banthao_store::Result<End> {
        let mut end = End::default();
        let mut people: BTreeSet<(AccountId, String)> = BTreeSet::new();
        for desk in &self.desks {
            end.shown.push(desk.screens()?);
            end.people.push(Some(desk.person.account));
            end.waiting.push(desk.waiting()?);
            people.insert((desk.person.account, desk.person.token.clone()));
        }
        for (account, token) in people {
            let told = self.pulls_all(&token).await.into_iter().map(|(id, (_, there))| (id, there));
            end.told.insert(account, told.collect());
        }
        Ok(end)
    }
}

fn name(error: &Error) -> &'static str {
    match error {
        Error::Unreachable => "unreachable",
        Error::InDoubt => "in doubt",
        Error::Captive => "captive",
        Error::Untrusted => "untrusted",
        Error::BadAddress => "bad address",
        Error::Failing { .. } => "failing",
        Error::Busy { .. } => "busy",
        Error::WrongCredentials => "wrong credentials",
        Error::AuthRequired => "sign in",
        Error::Incompatible { .. } => "incompatible",
        Error::CursorExpired => "cursor",
        Error::Rejected(_) => "rejected",
        Error::Local(_) => "local",
        Error::Nonsense => "nonsense",
    }
}
