//! Five machines of one officer, fifty articles, ten thousand edits made offline, and what becomes of each edit when the machines meet.
//!
//! An edit puts a word of its own into a sentence and takes another out. A sentence that two machines changed is an overlap and a person's business:
//! here it is decided for one side by chance, and what the other side loses by that decision is written down. Everything else must be in every
//! machine's text at the end without anybody having been asked about it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use banthao_document::{
    ArticleContent, ArticleId, Body,
    merge::{self, Conflict, Merged, Resolution, Side},
};
use banthao_store::{
    articles, mirrors, outbox,
    revisions::{self, Origin},
};
use banthao_sync::{
    Greeting,
    checkpoint::{checkpoint, commit},
};
use banthao_testkit::{
    corpus::Corpus,
    courier::{Courier, Result},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{Scale, place::Place, print};

const DEVICES: usize = 5;
const PARAGRAPHS: usize = 40;
const SENTENCES: usize = 6;
const WORDS: usize = 12;
/// Of a hundred edits so many go into a sentence that another machine may be in.
const CARELESS: u32 = 4;
const MOST_ROUNDS: usize = 10;
const SEED: u64 = 5;

/// Where an edit went: article, paragraph, sentence.
type Spot = (usize, usize, usize);

/// The edits of all machines.
#[derive(Default)]
struct Edits {
    /// The word of each, and where it went.
    made: BTreeMap<String, Spot>,
    /// Which machines were in a sentence.
    visitors: BTreeMap<Spot, BTreeSet<usize>>,
    /// Words that a person was asked about.
    asked: BTreeSet<String>,
    /// Words that a person decided against.
    declined: BTreeSet<String>,
}

pub async fn measure(folder: &Path, scale: Scale) -> Result<()> {
    let open = Place::new(folder.join("storm")).await?.opens()?;
    let (mut random, mut edits, mut desks) = (StdRng::seed_from_u64(SEED), Edits::default(), Vec::new());
    for device in 0..DEVICES {
        let folder = folder.join(format!("storm-{device}"));
        Courier::signs_in(&folder, &open.url(), "canbo").await?;
        desks.push(Courier::sits_down(&folder, &open.url()).await?);
    }
    let corpus = Corpus::new(SEED);
    let texts: Vec<_> = (0..scale.storm_articles).map(|number| (id(number), text(&corpus, &mut random))).collect();
    desks[0].writes(texts.clone()).await?;
    for desk in &desks {
        desk.exchanges(Greeting::Anew).await?;
    }
    let each = scale.storm_edits / (DEVICES * texts.len());
    for (device, desk) in desks.iter().enumerate() {
        let mut changed = texts.clone();
        for (article, (_, content)) in changed.iter_mut().enumerate() {
            for number in 0..each {
                edits.make(&mut random, device, article, number, content);
            }
        }
        desk.writes(changed).await?;
    }

    let mut rounds = 0;
    loop {
        rounds += 1;
        for desk in &desks {
            desk.exchanges(Greeting::Known).await?;
            let decided = edits.decide(desk, &texts, &mut random).await?;
            if decided > 0 {
                desk.exchanges(Greeting::Known).await?;
            }
        }
        if agree(&desks, &texts).await? || rounds == MOST_ROUNDS {
            break;
        }
    }

    let last = words_of(&desks[0], &texts).await?;
    let lost: Vec<&String> = edits.made.keys().filter(|word| !last.contains(*word) && !edits.declined.contains(*word)).collect();
    let apart: Vec<&String> = edits.made.iter().filter(|(_, spot)| edits.visitors[spot].len() == 1).map(|(word, _)| word).collect();
    let alone = apart.iter().filter(|word| !edits.asked.contains(**word)).count();
    print("storm_edits", edits.made.len() as f64);
    print("storm_overlapping", (edits.made.len() - apart.len()) as f64);
    print("storm_rounds", rounds as f64);
    print("storm_lost_graphemes", lost.iter().map(|word| word.chars().count()).sum::<usize>() as f64);
    print("storm_asked_in_vain", 100.0 - alone as f64 * 100.0 / apart.len() as f64);
    Ok(())
}

impl Edits {
    /// Makes one edit at a machine, mostly in a sentence where no other machine is.
    fn make(&mut self, random: &mut StdRng, device: usize, article: usize, number: usize, content: &mut ArticleContent) {
        let paragraph = random.random_range(0..PARAGRAPHS);
        let mut sentence = random.random_range(0..SENTENCES);
        if random.random_range(0..100) >= CARELESS && (paragraph + sentence) % DEVICES != device {
            sentence = (0..SENTENCES).find(|at| (paragraph + at) % DEVICES == device).unwrap_or(sentence);
        }
        let word = format!("sửa{device}a{article}b{number}ở");
        let Some(Value::String(text)) = content.body.0.pointer_mut(&format!("/content/{paragraph}/content/0/text")) else { return };
        let mut sentences: Vec<String> = text.split_inclusive(". ").map(str::to_owned).collect();
        let mut words: Vec<&str> = sentences[sentence].split(' ').collect();
        // The ends of a sentence stay: they are what lies between two people.
        let at = random.random_range(3..words.len() - 4);
        if self.made.contains_key(words[at]) {
            words.insert(at, &word)
        } else {
            words[at] = &word
        }
        sentences[sentence] = words.join(" ");
        *text = sentences.concat();
        self.visitors.entry((article, paragraph, sentence)).or_default().insert(device);
        self.made.insert(word, (article, paragraph, sentence));
    }

    /// Decides at a machine about every article that waits for a person, as the window does; returns how many there were.
    async fn decide(&mut self, desk: &Courier, texts: &[(ArticleId, ArticleContent)], random: &mut StdRng) -> Result<usize> {
        let mut decided = 0;
        for (id, _) in texts {
            let Some(merged) = waits(desk, *id).await? else { continue };
            let sides: Vec<bool> = merged.conflicts.iter().map(|_| random.random()).collect();
            for (conflict, is_ours) in merged.conflicts.iter().zip(&sides) {
                let (kept, other) = if *is_ours { (Side::Ours, Side::Theirs) } else { (Side::Theirs, Side::Ours) };
                let (kept, other) = (self.words_in(conflict, kept), self.words_in(conflict, other));
                self.asked.extend(kept.symmetric_difference(&other).cloned());
                self.declined.extend(other.difference(&kept).cloned());
            }
            let decisions: Vec<_> = sides.iter().map(|ours| if *ours { Resolution::Ours } else { Resolution::Theirs }).collect();
            settle(desk, *id, merge::resolve(&merged, &decisions)?).await?;
            decided += 1;
        }
        Ok(decided)
    }

    fn words_in(&self, conflict: &Conflict, side: Side) -> BTreeSet<String> {
        let Conflict::Block { versions, .. } = conflict else { return BTreeSet::new() };
        let nodes = versions.iter().filter(|version| version.of == side).flat_map(|version| version.content.clone()).collect();
        self.found_in(&Value::Array(nodes).to_string())
    }

    fn found_in(&self, text: &str) -> BTreeSet<String> {
        words(text).filter(|word| self.made.contains_key(*word)).map(str::to_owned).collect()
    }
}

/// What a person has to decide about an article, if anything.
async fn waits(desk: &Courier, id: ArticleId) -> Result<Option<Merged>> {
    let portal = desk.portal_id();
    let found = desk.db().read(move |reader| {
        let (Some(mirror), Some(article)) = (mirrors::get(reader, portal, id)?, articles::get(reader, id)?) else { return Ok(None) };
        let (Some(head), Some(agreed)) = (mirror.head, mirror.agreed) else { return Ok(None) };
        let (Some(theirs), Some(base)) = (revisions::get(reader, head)?, revisions::get(reader, agreed)?) else { return Ok(None) };
        let parted = head != agreed;
        Ok::<_, banthao_store::Error>(parted.then(|| merge::merge(&base.content, &article.content, &theirs.content)))
    });
    Ok(found.await?)
}

/// Makes what was decided the text, as the window's command does.
async fn settle(desk: &Courier, id: ArticleId, content: ArticleContent) -> Result<()> {
    let (portal, identity) = (desk.portal_id(), desk.identity());
    let settling = desk.db().write(move |writer| {
        let (Some(mirror), Some(article)) = (mirrors::get(writer, portal, id)?, articles::get(writer, id)?) else { return Ok(()) };
        let ours = checkpoint(writer, &article, &identity, Origin::Autosave, article.saved_ms)?;
        articles::save(writer, id, &content, &Value::Null, article.saved_ms)?;
        if let Some(joined) = articles::get(writer, id)? {
            let parents = ours.into_iter().chain(mirror.head).collect();
            commit(writer, &joined, parents, &identity, Origin::Merged, article.saved_ms)?;
        }
        mirrors::put(writer, portal, id, &mirrors::Mirror { agreed: mirror.head, ..mirror })?;
        Ok::<_, banthao_sync::Error>(())
    });
    Ok(settling.await?)
}

/// Whether every machine has the same texts and nothing to say.
async fn agree(desks: &[Courier], texts: &[(ArticleId, ArticleContent)]) -> Result<bool> {
    for desk in desks {
        if !desk.db().read(outbox::all).await?.is_empty() {
            return Ok(false);
        }
        for (id, _) in texts {
            if desk.reads(*id).await? != desks[0].reads(*id).await? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

async fn words_of(desk: &Courier, texts: &[(ArticleId, ArticleContent)]) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for (id, _) in texts {
        found.extend(words(&desk.reads(*id).await?.body.0.to_string()).map(str::to_owned));
    }
    Ok(found)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric())
}

fn id(number: usize) -> ArticleId {
    ArticleId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number as u128))
}

/// An article whose paragraphs the editor has named.
fn text(corpus: &Corpus, random: &mut StdRng) -> ArticleContent {
    let mut sentence = || {
        let words: Vec<&str> = (0..WORDS).map(|_| corpus.word(random.random_range(0..corpus.words()))).collect();
        format!("{}.", words.join(" "))
    };
    let blocks: Vec<Value> = (0..PARAGRAPHS)
        .map(|number| {
            let text: Vec<String> = (0..SENTENCES).map(|_| sentence()).collect();
            json!({"type": "paragraph", "attrs": {"id": format!("p{number}")}, "content": [{"type": "text", "text": text.join(" ")}]})
        })
        .collect();
    ArticleContent { body: Body(json!({"type": "doc", "content": blocks})), ..corpus.article(0).content }
}
